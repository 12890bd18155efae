// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the arrows of the design, and breaks each of them once to see that it is held. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(Arrows.OURS);

    /** Which library only some packages may use. */
    private static final Map<String, ArchRule> LIBRARIES = new LinkedHashMap<>();

    static {
        library("ai.onnxruntime", "runtime");
        library("ij", "imagej", "plugin", "command");
        library("org.scijava", "command");
        library("com.google.protobuf", "onnx");
        library("ai.onnx.proto", "onnx");
        library("com.google.gson", "registry");
        library("org.snakeyaml", "input");
        library("picocli", "cli");
        library("org.ejml", "feature");
        library("java.awt", "imagej", "plugin", "command", "cli");
        library("javax.swing", "imagej", "plugin", "command", "cli");
    }

    /** No class can be planted in a package of the JDK. */
    private static final Map<String, String> REAL = Map.of("java.awt", "java.awt.Point", "javax.swing", "javax.swing.Icon");

    @TempDir
    Path folder;

    private static void library(String name, String... packages) {
        LIBRARIES.put(name, Arrows.only(name, packages));
    }

    @Test
    void everyPackageUsesOnlyWhatItMay() {
        assertTrue(CLASSES.size() > 50, "only " + CLASSES.size() + " classes found");
        Arrows.ALLOWED.keySet().forEach(p -> Arrows.from(p).allowEmptyShould(true).check(CLASSES));
    }

    @Test
    void everyPackageHasALineInTheTable() {
        Arrows.everyPackageIsKnown().check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        Arrows.noCycles().check(CLASSES);
    }

    @Test
    void librariesStayWhereTheyBelong() {
        LIBRARIES.values().forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void anArrowThatIsNotAllowedFailsForEachPairOfPackagesAndAnAllowedOnePasses() {
        Map<String, String> uses = new LinkedHashMap<>();
        for (String from : Arrows.ALLOWED.keySet())
            for (String to : Arrows.ALLOWED.keySet())
                if (!from.equals(to)) uses.put(violator(from, to), Arrows.fullName(to) + ".Used");
        JavaClasses all = Planted.classes(folder, uses);
        for (String from : Arrows.ALLOWED.keySet()) {
            for (String to : Arrows.forbidden(from)) assertFails(Arrows.from(from), only(all, violator(from, to)));
            for (String to : Arrows.ALLOWED.get(from)) Arrows.from(from).check(only(all, violator(from, to)));
        }
    }

    @Test
    void aPackageThatTheTableDoesNotKnowFails() {
        assertFails(Arrows.everyPackageIsKnown(), Planted.classes(folder, uses("utils", "tensor")));
        assertFails(Arrows.from("cli"), Planted.classes(folder, uses("cli", "utils")));
    }

    @Test
    void aCycleFails() {
        Map<String, String> uses = new LinkedHashMap<>(uses("onnx", "input"));
        uses.put(Arrows.fullName("input") + ".Used", Arrows.fullName("onnx") + ".Violator");
        assertFails(Arrows.noCycles(), Planted.classes(folder, uses));
    }

    @Test
    void eachLibraryInAForeignPackageFails() {
        Map<String, String> uses = new LinkedHashMap<>();
        LIBRARIES.keySet().forEach(library -> uses.put(violator("metric", library.replace('.', '_')),
                REAL.getOrDefault(library, library + ".Planted")));
        JavaClasses all = Planted.classes(folder, uses);
        LIBRARIES.forEach((library, rule) -> assertFails(rule, only(all, violator("metric", library.replace('.', '_')))));
    }

    @Test
    void aPluginThatMentionsSciJavaFails() {
        String plugin = Arrows.fullName("plugin") + ".Violator";
        assertFails(LIBRARIES.get("org.scijava"), Planted.classes(folder, Map.of(plugin, "org.scijava.Planted")));
    }

    private static String violator(String from, String to) {
        return Arrows.fullName(from) + ".Uses" + (to.isEmpty() ? "front" : to);
    }

    private static JavaClasses only(JavaClasses all, String name) {
        return all.that(DescribedPredicate.describe(name, c -> c.getName().equals(name)));
    }

    private static Map<String, String> uses(String from, String to) {
        return Map.of(Arrows.fullName(from) + ".Violator", Arrows.fullName(to) + ".Used");
    }

    private static void assertFails(ArchRule rule, JavaClasses classes) {
        assertThrows(AssertionError.class, () -> rule.check(classes), () -> "not broken by a violator: " + rule.getDescription());
    }
}
