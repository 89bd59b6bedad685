// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Customers and terminals on a plane.
 *
 * <p>As the handbook has it (chapter 3, "Transaction data simulator"): places uniform, a customer
 * uses the terminals within a radius of 5, spends on average 5 to 100 with half of it as standard
 * deviation, 0 to 4 times a day. The plane is 100 × 100 for 10,000 terminals; here it grows with
 * their number, so that a customer always has about 78 of them near.
 */
final class SimulatedPopulation {

    private static final double RADIUS = 5;
    private static final double TERMINALS_PER_AREA = 1;
    private static final double MIN_MEAN_AMOUNT = 5;
    private static final double MAX_MEAN_AMOUNT = 100;
    private static final double MAX_TRANSACTIONS_A_DAY = 4;

    private final double[] meanAmounts;
    private final double[] transactionsADay;
    private final int[][] terminals;

    SimulatedPopulation(SimulatorConfig config, SplittableRandom random) {
        double side = Math.sqrt(config.terminals() / TERMINALS_PER_AREA);
        Grid grid = new Grid(config.terminals(), side, random);
        meanAmounts = new double[config.customers()];
        transactionsADay = new double[config.customers()];
        terminals = new int[config.customers()][];
        for (int customer = 0; customer < config.customers(); customer++) {
            double x = random.nextDouble(side);
            double y = random.nextDouble(side);
            terminals[customer] = grid.near(x, y);
            meanAmounts[customer] = random.nextDouble(MIN_MEAN_AMOUNT, MAX_MEAN_AMOUNT);
            transactionsADay[customer] = random.nextDouble(MAX_TRANSACTIONS_A_DAY);
        }
    }

    double meanAmount(int customer) {
        return meanAmounts[customer];
    }

    double transactionsADay(int customer) {
        return transactionsADay[customer];
    }

    /** Terminals that a customer uses; maybe none. */
    int[] terminals(int customer) {
        return terminals[customer];
    }

    /** Terminals by cells as wide as the radius. */
    private static final class Grid {

        private final double[] xs;
        private final double[] ys;
        private final int cells;
        private final int[][] byCell;

        Grid(int number, double side, SplittableRandom random) {
            xs = random.doubles(number, 0, side).toArray();
            ys = random.doubles(number, 0, side).toArray();
            cells = (int) (side / RADIUS) + 1;
            int[] sizes = new int[cells * cells];
            for (int i = 0; i < number; i++) {
                sizes[cell(xs[i], ys[i])]++;
            }
            byCell = new int[cells * cells][];
            Arrays.setAll(byCell, cell -> new int[sizes[cell]]);
            for (int i = number - 1; i >= 0; i--) {
                int cell = cell(xs[i], ys[i]);
                byCell[cell][--sizes[cell]] = i;
            }
        }

        int[] near(double x, double y) {
            int[] found = new int[16];
            int size = 0;
            int column = (int) (x / RADIUS);
            int row = (int) (y / RADIUS);
            for (int r = Math.max(0, row - 1); r <= Math.min(cells - 1, row + 1); r++) {
                for (int c = Math.max(0, column - 1); c <= Math.min(cells - 1, column + 1); c++) {
                    for (int terminal : byCell[r * cells + c]) {
                        double dx = xs[terminal] - x;
                        double dy = ys[terminal] - y;
                        if (dx * dx + dy * dy < RADIUS * RADIUS) {
                            if (size == found.length) {
                                found = Arrays.copyOf(found, size * 2);
                            }
                            found[size++] = terminal;
                        }
                    }
                }
            }
            return Arrays.copyOf(found, size);
        }

        private int cell(double x, double y) {
            return (int) (y / RADIUS) * cells + (int) (x / RADIUS);
        }
    }
}
