// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.ImageSet;
import io.github.explainj.Prepared;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.probe.Progress;
import io.github.explainj.problem.Problem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells the user what happens; with {@code --json} only the document goes to standard output. */
final class Console implements Progress {

    private static final int CLASSES = 3;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final List<String> pending = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final boolean terminal = System.console() != null;

    Console(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    void model(Explain explain) {
        explain.warnings().forEach(w -> notes.add("warning: " + w));
        explain.card().remarks().forEach(r -> notes.add("note: " + r));
        explain.model().remarks().forEach(r -> notes.add("note: " + r));
        pending.add("model " + explain.card().name() + " (" + explain.card().source() + "), on " + explain.model().provider());
    }

    /** Takes what there is to say of the images that are gone through. */
    void images(ImageSet images) {
        images.remarks().forEach(r -> notes.add("note: " + r));
    }

    /** @param tell whether what the model says of it is told too */
    void input(Explain explain, Loaded loaded, boolean tell) {
        if (loaded.prepared().isEmpty()) return;
        loaded.prepared().get().remarks().forEach(r -> notes.add("note: " + r));
        if (json) return;
        pending.add(loaded.stem());
        if (tell) predictions(explain, loaded.prepared().get());
    }

    private void predictions(Explain explain, Prepared prepared) {
        List<Explain.Prediction> all = explain.predict(prepared);
        for (Explain.Prediction p : all.subList(0, Math.min(CLASSES, all.size())))
            pending.add(String.format(Locale.ROOT, "  the model says: %s, score %.4g, probability %.4g",
                    p.name().isEmpty() ? "class " + p.index() : "class " + p.index() + " \"" + p.name() + "\"", p.score(), p.probability()));
    }

    void found(List<Result> results, List<Map<String, Object>> entries) {
        clear();
        // not before something was found: what is refused is one sentence and nothing else
        pending.forEach(this::say);
        pending.clear();
        notes.forEach(err::println);
        notes.clear();
        for (Result r : results) {
            Set<String> remarks = new HashSet<>();
            for (Finding f : r.findings())
                Sentences.of(r, f).ifPresent(sentence -> {
                    say(sentence);
                    Sentences.rows(r, f).forEach(row -> say("    " + row));
                    // what a view says of its pictures it says of their table too
                    f.remark().filter(m -> remarks.add(m) || f instanceof Finding.Attribution).ifPresent(m -> say("    " + m));
                });
        }
        for (Map<String, Object> entry : entries) files(entry);
    }

    private void files(Map<String, Object> entry) {
        List<String> names = new ArrayList<>();
        for (Object finding : (List<?>) entry.get("findings"))
            for (Object name : (List<?>) ((Map<?, ?>) finding).get("files")) names.add(String.valueOf(name));
        if (!names.isEmpty()) say("  files: " + String.join(", ", names));
    }

    /** @param image one of those that are gone through */
    void leftOut(String image, String sentence) {
        clear();
        err.println(image + " was left out: " + sentence);
    }

    void failure(Input input, Problem e) {
        clear();
        err.println(input.name() + " failed: " + e.getMessage());
    }

    void end(String document, Folder folder, int done, Map<String, Problem> failures, boolean stopped) {
        clear();
        if (json) {
            out.print(document);
            out.flush();
        }
        if (folder != null) say("written to " + folder.path());
        String last = "done " + done + ", failed " + failures.size()
                + (failures.isEmpty() ? "" : ": " + String.join(", ", failures.keySet()));
        if (stopped) last = "stopped; what was done is kept, run again for the rest";
        if (json) err.println(last);
        else say(last);
    }

    void nothing(int inputs, int failed, boolean stopped) {
        clear();
        err.println(stopped ? "stopped before the first result" : "done 0, failed " + failed + " of " + inputs);
    }

    @Override
    public void update(long done, long total, double secondsLeft) {
        if (!terminal) return;
        err.printf(Locale.ROOT, "\r%d of %d%s   ", done, total, Double.isNaN(secondsLeft) ? "" : String.format(Locale.ROOT, ", %.0f s left", secondsLeft));
        err.flush();
    }

    private void clear() {
        if (!terminal) return;
        err.print("\r                                        \r");
        err.flush();
    }

    private void say(String line) {
        if (!json) out.println(line);
    }
}
