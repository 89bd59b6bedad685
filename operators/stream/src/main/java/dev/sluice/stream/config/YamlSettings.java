// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * YAML as a flat list of settings: nested and dotted keys come out the same, values as the text
 * that was written, lists joined by semicolons as Flink reads them.
 */
final class YamlSettings {

    private final String name;
    private final JsonParser parser;
    private final List<Setting> settings = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    private YamlSettings(String name, JsonParser parser) {
        this.name = name;
        this.parser = parser;
    }

    /**
     * Settings in the order of the text.
     *
     * @param name name of the text in messages
     */
    static List<Setting> parse(String name, String yaml) {
        try (JsonParser parser = new YAMLFactory().createParser(new WholeCharacters(yaml))) {
            YamlSettings read = new YamlSettings(name, parser);
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                read.object("");
                read.end();
            } else if (first != null && first != JsonToken.VALUE_NULL && !text(parser).isEmpty()) {
                throw read.error("'" + text(parser) + "' has no key; expected 'key: value'");
            }
            return List.copyOf(read.settings);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String what = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new ConfigException(name + ":" + line + ": not YAML: " + what);
        } catch (IOException e) {
            throw new ConfigException(name + " cannot be read: " + e.getMessage());
        }
    }

    private void end() throws IOException {
        if (parser.nextToken() != null) {
            throw error("a second document begins; expected one YAML document");
        }
    }

    private void object(String prefix) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + parser.currentName();
            switch (parser.nextToken()) {
                case START_OBJECT -> object(key + ".");
                case START_ARRAY -> add(key, array(key));
                case VALUE_NULL -> throw error(key + " has no value; set one or leave it out");
                default -> add(key, scalar(key));
            }
        }
    }

    private String array(String key) throws IOException {
        List<String> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken().isStructStart()) {
                throw error(key + " holds a list of more than values; expected plain values");
            }
            String item = scalar(key);
            items.add(item.contains(";") ? "'" + item.replace("'", "''") + "'" : item);
        }
        return String.join(";", items);
    }

    private String scalar(String key) throws IOException {
        if (!parser.currentToken().isScalarValue()) {
            throw error(key + " refers to an anchor; expected its value to be written out");
        }
        return text(parser);
    }

    private void add(String key, String value) {
        String place = place();
        String earlier = places.putIfAbsent(key, place);
        if (earlier != null) {
            throw new ConfigException(
                    place
                            + key
                            + " is set a second time; expected once (it is also at "
                            + earlier.substring(0, earlier.length() - 2)
                            + ")");
        }
        settings.add(new Setting(key, value, place));
    }

    private ConfigException error(String message) {
        return new ConfigException(place() + message);
    }

    private String place() {
        return name + ":" + parser.currentTokenLocation().getLineNr() + ": ";
    }

    private static String text(JsonParser parser) throws IOException {
        String text = parser.getText();
        return text == null ? "" : text;
    }
}
