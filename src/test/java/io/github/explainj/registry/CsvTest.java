// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void whateverIsWrittenIsReadBack() {
        List<List<String>> lines = List.of(List.of("a", "", "b,c", "say \"no\"", "two\nlines", "\r", "ä µm 漢"), List.of("", "", "", "", "", "", ""),
                List.of("\"", "\"\"", ",", "\n", " x ", "'", "\"a\",\"b\""));
        StringBuilder text = new StringBuilder();
        lines.forEach(l -> text.append(Csv.line(l)));
        assertEquals(lines, Csv.read(text.toString().getBytes(StandardCharsets.UTF_8)).stream().map(Csv.Line::fields).toList());
    }

    @Test
    void readsWhatASpreadsheetWrites() {
        assertEquals(List.of(List.of("a", "b"), List.of("1", "x,y")), fields("a,b\r\n1,\"x,y\"\r\n"));
    }

    @Test
    void aTornLineIsLeftOutWhereverItEnds() {
        String first = "0,\"a\nb\",1\n";
        String second = "1,\"c,\"\"\nd\",1\n";
        for (int n = 0; n < second.length(); n++)
            assertEquals(List.of(List.of("0", "a\nb", "1")), fields(first + second.substring(0, n)), "after " + n);
        assertEquals(2, fields(first + second).size());
    }

    @Test
    void saysWhereALineEnds() {
        List<Csv.Line> lines = Csv.read("ä,b\nc,d\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(5, 9), lines.stream().map(Csv.Line::end).toList());
    }

    private static List<List<String>> fields(String text) {
        return Csv.read(text.getBytes(StandardCharsets.UTF_8)).stream().map(Csv.Line::fields).toList();
    }
}
