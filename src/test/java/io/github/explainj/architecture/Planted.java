// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles classes that break a rule, so that a test sees the rule fail. */
final class Planted {

    private Planted() {}

    /**
     * Compiles one class per entry, which uses the other class, and imports them.
     *
     * @param uses full name of a class, and of the one that it has a field of
     */
    static JavaClasses classes(Path folder, Map<String, String> uses) {
        List<JavaFileObject> sources = new ArrayList<>();
        uses.forEach((name, used) -> sources.add(source(name, "public " + used + " field;")));
        uses.values().stream().distinct().filter(used -> !uses.containsKey(used) && !used.startsWith("java"))
                .forEach(used -> sources.add(source(used, "")));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-d", folder.toString(), "-proc:none", "-cp", folder.toString());
        if (!javac.getTask(null, null, null, options, null, sources).call())
            throw new IllegalStateException("the planted classes do not compile: " + uses);
        return new ClassFileImporter().importPath(folder);
    }

    private static JavaFileObject source(String name, String body) {
        int dot = name.lastIndexOf('.');
        String text = "package " + name.substring(0, dot) + "; public class " + name.substring(dot + 1) + " {" + body + "}";
        URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
