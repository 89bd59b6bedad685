// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that is logged at INFO and above while this is open, stack traces included. */
final class CapturedLogs implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LogManager.getRootLogger();
    private final Level before = root.getLevel();
    private final AbstractAppender appender;

    CapturedLogs() {
        appender =
                new AbstractAppender("captured", null, null, true, Property.EMPTY_ARRAY) {
                    @Override
                    public void append(LogEvent event) {
                        StringWriter text = new StringWriter();
                        text.append(event.getMessage().getFormattedMessage());
                        if (event.getThrown() != null) {
                            event.getThrown().printStackTrace(new PrintWriter(text, true));
                        }
                        lines.add(text.toString());
                    }
                };
        appender.start();
        root.addAppender(appender);
        Configurator.setRootLevel(Level.INFO);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        Configurator.setRootLevel(before);
        root.removeAppender(appender);
        appender.stop();
    }
}
