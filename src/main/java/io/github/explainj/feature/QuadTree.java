// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

/**
 * Points of a plane in nested squares, by which those far away push together: a square whose diagonal is
 * shorter than {@code theta} times its distance counts as that many points at its centre of mass (Barnes and
 * Hut 1986; van der Maaten 2014, section 4.2, whose condition squares the distance alone; ours has lengths on
 * both sides, as Barnes and Hut have). With theta = 0 the sum is exact.
 */
final class QuadTree implements Repulsion {

    /** Halvings of the side; points that are still together are one to a double. */
    private static final int DEEPEST = 64;

    private final double squaredTheta;
    private final Square root;

    /** @param map {@code [n * 2]} */
    QuadTree(double[] map, double theta) {
        squaredTheta = theta * theta;
        int[] order = new int[map.length / 2];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < map.length; i++) {
            low = Math.min(low, map[i]);
            high = Math.max(high, map[i]);
            order[i / 2] = i / 2;
        }
        Frame all = new Frame(low, low, high - low, 0);
        root = new Building(map, order, new int[order.length]).square(0, order.length, all);
    }

    @Override
    public double on(double x, double y, double[] force) {
        return root.push(x, y, squaredTheta, force);
    }

    /** Where a square lies: its first corner and its side. */
    private record Frame(double x, double y, double side, int depth) {

        int quarter(double px, double py) {
            return (px < x + side / 2 ? 0 : 1) + (py < y + side / 2 ? 0 : 2);
        }

        Frame quarter(int q) {
            return new Frame(x + (q & 1) * side / 2, y + (q >> 1) * side / 2, side / 2, depth + 1);
        }
    }

    /**
     * A square with its points' centre of mass; one without squares in it holds points that all lie there.
     */
    private record Square(double x, double y, int count, double squaredDiagonal, Square[] inner) {

        double push(double px, double py, double squaredTheta, double[] force) {
            double dx = px - x;
            double dy = py - y;
            double square = dx * dx + dy * dy;
            if (inner.length > 0 && !(squaredDiagonal < squaredTheta * square)) {
                double sum = 0;
                for (Square s : inner) sum += s.push(px, py, squaredTheta, force);
                return sum;
            }
            // at distance 0 one of them is the point itself
            double w = (square == 0 ? count - 1 : count) / (1 + square);
            force[0] += w / (1 + square) * dx;
            force[1] += w / (1 + square) * dy;
            return w;
        }
    }

    /** Sorts points into squares; those of one square follow each other in {@code order}. */
    private record Building(double[] map, int[] order, int[] spare) {

        private static final Square[] NONE = {};

        Square square(int from, int to, Frame frame) {
            double x = map[2 * order[from]];
            double y = map[2 * order[from] + 1];
            if (frame.depth() == DEEPEST || allAt(x, y, from, to)) return new Square(x, y, to - from, 0, NONE);
            int[] ends = sort(from, to, frame);
            Square[] inner = new Square[4];
            int squares = 0;
            for (int q = 0, start = from; q < 4; start = ends[q++])
                if (ends[q] > start) inner[squares++] = square(start, ends[q], frame.quarter(q));
            inner = java.util.Arrays.copyOf(inner, squares);
            x = 0;
            y = 0;
            for (Square s : inner) {
                x += s.x() * s.count() / (to - from);
                y += s.y() * s.count() / (to - from);
            }
            return new Square(x, y, to - from, 2 * frame.side() * frame.side(), inner);
        }

        private boolean allAt(double x, double y, int from, int to) {
            for (int i = from; i < to; i++) if (map[2 * order[i]] != x || map[2 * order[i] + 1] != y) return false;
            return true;
        }

        /** Sorts by quarter, in the order they had; returns where each quarter ends. */
        private int[] sort(int from, int to, Frame frame) {
            int[] ends = new int[4];
            int next = from;
            for (int q = 0; q < 4; q++) {
                for (int i = from; i < to; i++)
                    if (frame.quarter(map[2 * order[i]], map[2 * order[i] + 1]) == q) spare[next++] = order[i];
                ends[q] = next;
            }
            System.arraycopy(spare, from, order, from, to - from);
            return ends;
        }
    }
}
