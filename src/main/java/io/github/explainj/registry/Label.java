// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.registry;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a method in menus and dialogs: {@code "Occlusion Map"}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Label {
    String value();
}
