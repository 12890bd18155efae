
package io.github.explainj.target;
import io.github.explainj.onnx.*;
import io.github.explainj.tensor.*;
import java.nio.file.Path;
import java.util.*;
import org.junit.jupiter.api.Test;
class ScratchTest {
    @Test void time() {
        Path folder = Path.of("../shared/cases/real_bioimageio_unet2d_nuclei_broad");
        ModelFacts facts = new ModelFacts(ModelFile.open(folder.resolve("model.onnx")).graph(), true, Map.of(), Map.of());
        Tensor x = Npy.read(folder.resolve("reference/input.npy"));
        Ran model = new Ran(facts, Map.of("input.1", x));
        List<Resolved> targets = new ArrayList<>();
        for (int i = 0; i < 125; i++) {
            Tensor m = Tensor.zeros(1, 1, 512, 512);
            int cy = 20 + (i / 12) * 45, cx = 20 + (i % 12) * 40;
            for (int y = -12; y <= 12; y++) for (int z = -12; z <= 12; z++) if (y * y + z * z < 144) m.data()[(cy + y) * 512 + cx + z] = 1;
            model.region("r" + i, m);
        }
        model.value("82");
        long t = System.nanoTime();
        for (int i = 0; i < 125; i++) targets.add(model.resolve("region:0:r" + i));
        System.out.println("resolve ms " + (System.nanoTime() - t) / 1e6);
        t = System.nanoTime();
        Head h = Head.of(targets);
        System.out.println("head ms " + (System.nanoTime() - t) / 1e6 + " " + h.structure() + " " + h.parameters());
        Tensor y = model.value("82");
        Ran echo = Nets.echo(y);
        for (int i = 0; i < 125; i++) echo.region("r" + i, model.region("r" + i));
        List<Resolved> e = new ArrayList<>();
        for (int i = 0; i < 125; i++) e.add(echo.resolve("region:0:r" + i));
        for (int k = 0; k < 4; k++) {
            t = System.nanoTime();
            float s = 0; for (float v : echo.head(e, Map.of("x", y)).data()) s += v;
            System.out.println("echo session+run ms " + (System.nanoTime() - t) / 1e6 + " " + s);
            t = System.nanoTime();
            for (float v : echo.head(e.subList(0, 1), Map.of("x", y)).data()) s += v;
            System.out.println("one: echo session+run ms " + (System.nanoTime() - t) / 1e6 + " " + s);
        }
        Ran classes = Nets.echo(Tensor.zeros(1, 1000));
        t = System.nanoTime();
        List<Resolved> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) all.add(classes.resolve("class:" + i));
        for (int i = 0; i < 1000; i++) all.add(classes.resolve("prob:" + i));
        System.out.println("2000 classes resolve ms " + (System.nanoTime() - t) / 1e6);
        t = System.nanoTime();
        Head hh = Head.of(all); hh.structure();
        System.out.println("2000 classes head ms " + (System.nanoTime() - t) / 1e6 + " " + hh.structure().length());
    }
}
