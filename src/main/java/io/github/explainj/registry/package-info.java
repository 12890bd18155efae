// SPDX-License-Identifier: BSD-2-Clause
/** Records as methods: name, parameters, defaults, text and JSON forms. Depends on {@code problem} only. */
package io.github.explainj.registry;
