// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.problem.Problem;
import java.net.URL;
import java.util.List;
import java.util.Locale;

/** Says in a sentence why ONNX Runtime's libraries cannot be loaded. */
final class NativeErrors {

    private NativeErrors() {}

    static Problem explain(Throwable e, String folder) {
        Throwable root = e;
        while (root.getCause() != null) root = root.getCause();
        String reason = String.valueOf(root.getMessage());
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("already loaded in another classloader"))
            return new Problem("E03", "ImageJ has to be restarted: ONNX Runtime was loaded by an earlier copy of the plugins"
                    + " (Help > Refresh Menus makes a new one) and cannot be loaded twice.", e);
        if (lower.contains("failed to map segment") || root instanceof java.io.IOException)
            return new Problem("E02", "ONNX Runtime cannot be started from " + place(folder) + ": " + reason
                    + ". The folder may be full, read-only or mounted \"noexec\"; name another with -D"
                    + NativeFolder.PROPERTY + "=FOLDER (and -Djava.io.tmpdir=FOLDER).", e);
        return new Problem("E03", "A library of ONNX Runtime cannot be loaded from " + place(folder) + ": " + reason
                + ". " + wayOut(lower), e);
    }

    private static String place(String folder) {
        return folder == null ? System.getProperty("java.io.tmpdir") : folder;
    }

    private static String wayOut(String reason) {
        if (reason.contains("glibc"))
            return "This Linux is too old: glibc 2.28 or newer is expected; update the system.";
        if (reason.contains("quarantine") || reason.contains("code signature") || reason.contains("not valid for use"))
            return "macOS blocks it: allow it in System Settings > Privacy & Security, then start again.";
        if (reason.contains("dependent libraries") || reason.contains("dynamic link library"))
            return "Install the Microsoft Visual C++ Redistributable 2019 or newer (x64), then start again.";
        return "Delete that folder and start again; if that does not help, install ExplainJ again.";
    }

    static Problem twoBuilds(List<URL> found) {
        List<String> jars = found.stream().map(NativeErrors::jar).toList();
        return new Problem("E04", "There are " + jars.size() + " different builds of ONNX Runtime on the class path: "
                + String.join(" and ", jars) + ". One is expected (onnxruntime or onnxruntime_gpu, not both);"
                + " remove the others from the jars folder and start again.");
    }

    private static String jar(URL library) {
        String text = library.toString();
        int end = text.indexOf("!/");
        return end < 0 ? text : text.substring(text.lastIndexOf('/', end - 1) + 1, end);
    }
}
