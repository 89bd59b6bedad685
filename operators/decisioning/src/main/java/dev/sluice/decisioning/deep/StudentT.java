// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

/** Student's t distribution with a whole number of degrees of freedom. */
final class StudentT {

    private StudentT() {}

    /**
     * The t within which the middle {@code confidence} of the distribution lies.
     *
     * @param confidence between 0 and 1, exclusive
     * @param degrees degrees of freedom, at least 1
     */
    static double twoSided(double confidence, int degrees) {
        double low = 0;
        double high = Math.PI / 2;
        // the share is monotone in the angle; bisection down to the resolution of a double
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (share(middle, degrees) < confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return StrictMath.tan((low + high) / 2) * StrictMath.sqrt(degrees);
    }

    /**
     * P(|T| &lt; t) at {@code t = sqrt(degrees) * tan(angle)}: the finite sums of Abramowitz and
     * Stegun, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4.
     */
    private static double share(double angle, int degrees) {
        double sine = StrictMath.sin(angle);
        double cosine = StrictMath.cos(angle);
        double square = cosine * cosine;
        boolean odd = degrees % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = degrees == 1 ? 0 : term;
        for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
            term *= square * (k - 1) / k;
            sum += term;
        }
        return odd ? 2 / Math.PI * (angle + sine * sum) : sine * sum;
    }
}
