// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Checks of {@link ProductRules}. */
final class ProductChecks implements RuleChecks {

    private static final List<String> EQUATIONS = List.of("ij,jk->ik", "ij,jk", "bij,bjk->bik", "bhid,bhjd->bhij", "ij->ji", "ba",
            "ij->i", "ij->", "i,i->", "i,j->ij", "ii->i", "ii->", "iij->j", "iji->ij", "ij,j->i", "ij,k->i", "ij,jk,kl->il",
            "...ij,...jk->...ik", "...ij,...jk", "...i,...i->...", "...i->...", "bchw,kc->bkhw", "ii,ij->ij", "i,ii->i",
            "bnd,hdk->bhnk", "ijk,ijk->ijk", "iii->i");

    private final Random random = new Random(7);

    @Override
    public List<GradientCheck> checks() {
        List<GradientCheck> all = new ArrayList<>();
        for (int i = 0; i < 2 * GradientCheckTest.EACH; i++) {
            all.add(gemm(i));
            all.add(matMul(i));
            all.add(einsum(i));
        }
        return all;
    }

    private GradientCheck gemm(int i) {
        int transA = i % 2;
        int transB = i / 2 % 2;
        int m = size();
        int k = size();
        int n = size();
        Attributes a = Attributes.NONE.with("transA", transA).with("transB", transB);
        if (random.nextBoolean()) a = a.with("alpha", 0.5f).with("beta", 1.5f);
        GradientCheck c = GradientCheck.of("Gemm", a).step(0.5)
                .input(transA == 1 ? new int[] {k, m} : new int[] {m, k})
                .input(transB == 1 ? new int[] {n, k} : new int[] {k, n});
        List<int[]> biases = List.of(new int[] {m, n}, new int[] {1, n}, new int[] {m, 1}, new int[] {n}, new int[] {1},
                new int[] {}, new int[] {1, 1});
        return i % 8 == 7 ? c : c.input(biases.get(i % 7));
    }

    /** Vectors on either side, batch axes on one side or both, of size 1 on one. */
    private GradientCheck matMul(int i) {
        int k = size();
        int[] batch = Shapes.random(random, 1, 2);
        int[] left = i % 4 == 0 ? new int[] {k} : joined(own(batch), size(), k);
        int[] right = i % 4 == 1 || i % 16 == 0 ? new int[] {k} : joined(own(batch), k, size());
        return GradientCheck.of("MatMul").step(0.5).input(left).input(right);
    }

    /** Products, sums, permutations, traces and diagonals, with and without batch axes and a written result. */
    private GradientCheck einsum(int i) {
        String equation = EQUATIONS.get(i % EQUATIONS.size());
        Map<Character, Integer> sizes = new HashMap<>();
        GradientCheck c = GradientCheck.of("Einsum", Attributes.NONE.with("equation", equation)).step(0.5);
        for (String operand : equation.split("->")[0].split(",")) {
            // an ellipsis of two axes, the first of which may be 1 or missing where there is another operand
            boolean batch = operand.contains("...");
            int[] leading = !batch ? new int[0] : c.checked().isEmpty() ? new int[] {2, 3} : random.nextBoolean() ? new int[] {3}
                    : new int[] {1, 3};
            // sums of them are not 0
            c = c.between(0.5, 1.5, joined(leading, operand.replace(".", "").chars()
                    .map(l -> sizes.computeIfAbsent((char) l, none -> 1 + random.nextInt(3))).toArray()));
        }
        return c;
    }

    private int[] own(int[] batch) {
        return random.nextInt(3) == 0 ? new int[0] : Shapes.broadcast(random, batch);
    }

    private int size() {
        return 1 + random.nextInt(4);
    }

    private static int[] joined(int[] first, int... last) {
        int[] all = java.util.Arrays.copyOf(first, first.length + last.length);
        System.arraycopy(last, 0, all, first.length, last.length);
        return all;
    }
}
