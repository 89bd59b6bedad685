// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table; the first column names the rows.
 *
 * @param caption what it shows
 * @param columns heads of the columns
 * @param rows the rows, a cell for each column
 */
public record Table(String caption, List<String> columns, List<List<Cell>> rows) {

    /** Copies the rows and refuses those of another length. */
    public Table {
        columns = List.copyOf(columns);
        List<List<Cell>> copies = new ArrayList<>();
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "Table '"
                                + caption
                                + "' has a row of "
                                + row.size()
                                + " cells; expected one for each of "
                                + columns);
            }
            copies.add(List.copyOf(row));
        }
        rows = List.copyOf(copies);
    }

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }
}
