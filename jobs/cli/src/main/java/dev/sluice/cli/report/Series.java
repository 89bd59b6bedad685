// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.List;

/**
 * Points that belong together.
 *
 * @param name name in the legend
 * @param look how they are drawn
 * @param colour number of the colour; series about the same thing share one
 * @param points the points, in the order that they are connected in
 */
public record Series(String name, Look look, int colour, List<Point> points) {

    /** How points are drawn. */
    public enum Look {
        /** Connected, with a dot each. */
        LINE,
        /** A ring each. */
        RING,
        /** Connected by a thin dashed line: something to compare with. */
        GUIDE
    }

    /**
     * A point.
     *
     * @param x place along the first axis
     * @param y place along the second axis
     * @param low lower end of what the second may be
     * @param high upper end
     */
    public record Point(double x, double y, double low, double high) {

        /** A point that is known for certain. */
        public static Point of(double x, double y) {
            return new Point(x, y, y, y);
        }
    }

    /** Keeps the points that have a place. */
    public Series {
        points =
                points.stream()
                        .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()))
                        .toList();
    }
}
