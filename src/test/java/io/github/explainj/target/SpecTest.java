// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecTest {

    private static final List<String> SPECS = List.of("class:3", "class:infected", "class:T cell", "class:\"3\"",
            "class:\"a - b\"", "class:\"say \"\"hi\"\"\"", "prob:0@\"a@b\"", "logodds:2@Identity:0", "top", "top@a/b:0",
            "mean:1@relu+1-2/x:0", "mean:nucleus", "sum:0", "index:4,9,12", "weights:w.npy", "weights:C:\\my dir\\w.npy@b",
            "point:1,20,30", "point:1,5,20,30@act", "peak:2", "region:0", "region:1:mask.tif", "region:1:C:\\m\\x.zip#17",
            "region:1:\"my - mask.tif#a b\"", "box:4381,1@scores", "similar:ref.png@embedding", "argmax_x:4",
            "argmax_y:4,12.5", "argmax_z:4", "class:3 - class:5", "0.5*mean:1@a + weights:w.npy@b", "-class:1",
            "-2*class:1 + top", "class:1 * mean:0@x", "0.5*class:1 * mean:0@x - 3*top * top", "mean:0@\"a - b\" + top",
            "mean:0@\"a *\" * top", "1.0E-5*mean:0");

    @Test
    void specsReadBackAsThemselves() {
        for (String spec : SPECS) {
            Target target = Targets.parse(spec);
            assertEquals(spec, target.spec());
            assertEquals(target, Targets.parse(target.spec()));
        }
    }

    @Test
    void whatIsWrittenLooselyMeansTheSame() {
        assertEquals(Targets.parse("class:3 - 0.5*class:5"), Targets.parse(" class: 3  -  .5 * class:5 "));
        assertEquals(Targets.parse("class:3 - 2*top"), Targets.parse("class:3 + -2*top"));
        assertEquals(Targets.parse("6*top"), Targets.parse("2 * 3*top"));
        assertEquals(Targets.parse("6*top"), Targets.parse("2*top * 3"));
        assertEquals(Targets.parse("mean:0@a:b"), Targets.parse("mean:0@\"a:b\""));
        assertEquals(Targets.parse("-top"), Targets.parse("- top"));
    }

    @Test
    void theTensorIsWhatFollowsTheLastAt() {
        assertEquals(new Similarity("me@home.png", "t"), Targets.parse("similar:me@home.png@t"));
        assertEquals(new Similarity("me@home.png", ""), Targets.parse("similar:\"me@home.png\""));
        assertEquals(new ChannelMean(Choice.of(1), "a@b + c"), Targets.parse("mean:1@\"a@b + c\""));
    }

    @Test
    void targetsComposeInJavaAsInSpecs() {
        Target a = Targets.parse("class:1");
        Target b = Targets.parse("mean:0@x");
        assertEquals("class:1 + mean:0@x", a.plus(b).spec());
        assertEquals("0.5*class:1 - 2*mean:0@x", a.times(0.5).plus(b.times(-2)).spec());
        assertEquals("class:1 * mean:0@x + mean:0@x * mean:0@x", a.plus(b).times(b).spec());
    }

    @Test
    void whatCannotBeReadSaysWhatIsExpected() {
        refused("clas:3", "A01", "did you mean class", "class:K or class:NAME", "region:C:FILE");
        refused("3", "A01", "class:3");
        refused("class", "A01", "class:K or class:NAME");
        refused("class:", "A01", "class:K or class:NAME");
        refused("index:a", "A01", "index:i,j,...", "index:a");
        refused("index:1,", "A01", "index:i,j,...");
        refused("box:1", "A01", "box:ROW,VALUE");
        refused("point:1", "A01", "point:C,y,x");
        refused("weights:", "A01", "weights:FILE.npy");
        refused("argmax_x:1,0", "A01", "argmax_x:C");
        refused("top:1", "A01", "expected top");
        refused("mean:1@", "A05", "names no tensor");
        refused("class:\"a", "A01", "double quote");
        refused("class:1 + ", "A01", "\"class:1 + \" lacks a part");
        refused("", "A01", "is empty");
        refused("regions:0:labels.tif", "A01", "several targets");
        refused("region:1:my - mask.tif", "A01", "double quotes protect names");
    }

    private static void refused(String spec, String code, String... contents) {
        Problem p = assertThrows(Problem.class, () -> Targets.parse(spec), spec);
        assertEquals(code, p.code(), p.getMessage());
        for (String c : contents) assertTrue(p.getMessage().contains(c), p.getMessage());
    }

    @Test
    void regionsBecomeOneTargetPerRegion() {
        List<Target> targets = Targets.parseAll(List.of("regions:1:labels.tif@out", "top", "regions:0"),
                file -> file.isEmpty() ? List.of("cell A") : List.of("1", "17"));
        assertEquals(List.of("region:1:labels.tif#1@out", "region:1:labels.tif#17@out", "top", "region:0:#cell A"),
                targets.stream().map(Target::spec).toList());
        assertThrows(Problem.class, () -> Targets.parseAll(List.of("regions:1:none.tif"), file -> List.of()));
        assertThrows(Problem.class, () -> Targets.parseAll(List.of("regions:1:a.tif - top"), file -> List.of("1")));
    }

    @Test
    void noSpecMeansTheTopClass() {
        List<Target> targets = Targets.parseAll(List.of(), file -> List.of());
        assertEquals(1, targets.size());
        assertInstanceOf(Top.class, targets.get(0));
    }
}
