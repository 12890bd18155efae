// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.process.ColorProcessor;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookTest {

    @Test
    void mapsAmongOthersHaveTheirColourWhereTheyAreStrong() {
        List<String> names = List.of("orange", "sky blue", "green", "pink", "yellow", "red", "blue", "white");
        // Okabe and Ito 2008
        List<Integer> top = List.of(0xe69f00, 0x56b4e9, 0x009e73, 0xcc79a7, 0xf0e442, 0xd55e00, 0x0072b2, 0xffffff);
        for (int i = 0; i < names.size(); i++) {
            byte[] levels = {0, 1, 100, (byte) 255};
            ColorProcessor drawn = new StoredMap(4, 1, levels, new DisplayRange(0, 9), false).draw(Look.among(names.get(i)));
            assertEquals(List.of(0, 0, 0, top.get(i)), List.of(drawn.get(0) & 0xffffff, drawn.get(1) & 0xffffff,
                    drawn.get(2) & 0xffffff, drawn.get(3) & 0xffffff), names.get(i));
        }
    }
}
