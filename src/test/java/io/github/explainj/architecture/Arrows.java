// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The arrows between packages that the design allows, as data and as rules. */
final class Arrows {

    static final String OURS = "io.github.explainj";

    /** The root package: the front door. */
    static final String FRONT = "";

    private static final String CORE = "onnx gradient target input probe perturb tensor registry explain metric"
            + " feature synthesis runtime";

    /** Which packages a package may use, besides itself and {@code problem}, which all may use. */
    static final Map<String, Set<String>> ALLOWED = new LinkedHashMap<>();

    static {
        allow("problem", "");
        allow("tensor", "");
        allow("registry", "");
        allow("onnx", "tensor registry");
        allow("perturb", "tensor registry");
        allow("gradient", "onnx registry tensor");
        allow("target", "onnx tensor registry");
        allow("input", "onnx tensor registry");
        allow("probe", "tensor perturb target gradient onnx");
        allow("explain", "probe perturb target tensor registry gradient onnx");
        for (String p : List.of("metric", "feature", "synthesis"))
            allow(p, "explain probe perturb target tensor registry onnx");
        allow("runtime", "onnx gradient target input probe perturb tensor");
        allow(FRONT, CORE);
        allow("batch", CORE + " front");
        allow("imagej", "explain metric feature synthesis input target perturb tensor registry");
        String door = CORE.replace("runtime", "").replace("gradient", "") + " front batch imagej";
        allow("plugin", door);
        allow("command", door + " plugin");
        allow("cli", door + " plugin command");
    }

    private Arrows() {}

    private static void allow(String from, String to) {
        Set<String> targets = new TreeSet<>(List.of(to.strip().split("\\s+")));
        if (targets.remove("front")) targets.add(FRONT);
        else targets.remove("");
        if (!from.equals("problem")) targets.add("problem");
        ALLOWED.put(from, targets);
    }

    /** Returns the packages that a package must not use. */
    static List<String> forbidden(String from) {
        List<String> names = new ArrayList<>(ALLOWED.keySet());
        names.remove(from);
        names.removeAll(ALLOWED.get(from));
        return names;
    }

    static String fullName(String name) {
        return name.isEmpty() ? OURS : OURS + "." + name;
    }

    /** Fails when a class of the package uses a package of ours that it must not, known or unknown. */
    static ArchRule from(String name) {
        List<String> allowed = new ArrayList<>(List.of(fullName(name)));
        ALLOWED.get(name).forEach(p -> allowed.add(fullName(p)));
        DescribedPredicate<JavaClass> others = resideInAPackage(OURS + "..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new))));
        return noClasses().that().resideInAPackage(fullName(name))
                .should().dependOnClassesThat(others.as("a package that it must not use"))
                .as((name.isEmpty() ? "the front door" : name) + " uses only " + ALLOWED.get(name));
    }

    /** Fails when a package of ours has no line in the table. */
    static ArchRule everyPackageIsKnown() {
        String[] known = ALLOWED.keySet().stream().map(Arrows::fullName).toArray(String[]::new);
        return noClasses().should().resideOutsideOfPackages(known);
    }

    static ArchRule noCycles() {
        return slices().matching(OURS + ".(*)..").should().beFreeOfCycles();
    }

    /** Fails when a library is used outside the packages that may. */
    static ArchRule only(String library, String... packages) {
        String[] names = List.of(packages).stream().map(Arrows::fullName).toArray(String[]::new);
        return noClasses().that().resideOutsideOfPackages(names)
                .should().dependOnClassesThat().resideInAPackage(library + "..")
                .as(library + " only in " + List.of(packages));
    }
}
