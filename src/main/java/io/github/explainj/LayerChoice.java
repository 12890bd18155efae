// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

/**
 * A layer that a user can choose, as a line of a list.
 *
 * @param tensor its name
 * @param line {@code /layer4/Relu_output_0  Relu  [1, 512, 7, 7]  stride 32, field 435}
 * @param gradCam whether it has cells on the image's grid and the output can be differentiated towards it
 * @param hasWeights whether it is made with weights of two axes or more: the filters of a convolution, a matrix
 */
public record LayerChoice(String tensor, String line, boolean gradCam, boolean hasWeights) {}
