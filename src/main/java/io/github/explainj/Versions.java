// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this program, as the build wrote it down. */
public final class Versions {

    private Versions() {}

    /** Returns ExplainJ's version, e.g. {@code 0.1.0}. */
    public static String explainj() {
        Properties p = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("version.properties")) {
            if (in != null) p.load(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read version.properties in the jar", e);
        }
        return p.getProperty("version", "unknown");
    }
}
