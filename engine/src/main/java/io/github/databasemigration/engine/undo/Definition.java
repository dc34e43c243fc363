package io.github.databasemigration.engine.undo;

import io.github.databasemigration.engine.check.model.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table as the server describes it, taken apart so far that it can be made again.
 *
 * @param name as SQL has it
 * @param columns the definition of each, by its quoted name, in their order
 * @param options what follows the columns
 * @param parts its indexes and constraints: what belongs to nothing else, and goes and comes with it
 * @param odd what else there is about it that nobody here can make again, in a few words; empty where there is nothing
 */
record Definition(
        String name,
        Map<String, String> columns,
        String options,
        SortedMap<String, String> parts,
        Optional<String> odd) {
    private static final Pattern COLUMN =
            Pattern.compile("(\"(?:[^\"]|\"\")+\"|`(?:[^`]|``)+`|[a-z_][a-z0-9_]*) \\S.*", Pattern.DOTALL);
    private static final Pattern SPECIAL =
            Pattern.compile("(UNLOGGED|OF|INHERITS|PARTITION|FOR|DEFAULT|SERVER|OPTIONS|WITH|ROW|FORCE|REPLICA)\\b.*");
    private static final Pattern COMPUTED = Pattern.compile(
            "(?i).*( STORED | VIRTUAL |GENERATED| AS \\(|ON UPDATE|PERIOD FOR|SYSTEM VERSIONING).*", Pattern.DOTALL);

    /** Empty where the server describes no such table. */
    static Optional<Definition> of(SortedMap<String, String> schema, Name table, boolean postgresql) {
        return postgresql ? postgresql(schema, table) : mysql(schema, table);
    }

    private static Optional<Definition> postgresql(SortedMap<String, String> schema, Name table) {
        String name = part(table.schema().orElse("public")) + "." + part(table.object());
        String text = schema.get("table " + name);
        if (text == null) {
            return Optional.empty();
        }
        Optional<String> odd = Optional.empty();
        Map<String, String> columns = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            Matcher column = COLUMN.matcher(line);
            if (SPECIAL.matcher(line).matches() || !column.matches()) {
                odd = Optional.of("it is no ordinary table");
            } else {
                columns.put(column.group(1), line);
                odd = COMPUTED.matcher(line).matches() ? Optional.of("it has a column that the server fills") : odd;
            }
        }
        SortedMap<String, String> parts = new TreeMap<>();
        for (Map.Entry<String, String> each : schema.entrySet()) {
            String key = each.getKey();
            if (key.startsWith("constraint ") && key.endsWith(" on " + name)) {
                String constraint = key.substring("constraint ".length(), key.length() - (" on " + name).length());
                parts.put(key, "ALTER TABLE " + name + " ADD CONSTRAINT " + constraint + " " + each.getValue());
            } else if (key.startsWith("index ") && each.getValue().contains(" ON " + name + " ")) {
                parts.put(key, each.getValue());
            } else if (!key.equals("table " + name) && !key.startsWith("function ") && says(each, name)) {
                odd = Optional.of("there is the " + key);
            }
        }
        return Optional.of(new Definition(name, columns, "", parts, odd));
    }

    private static boolean says(Map.Entry<String, String> entry, String name) {
        Pattern mention = Pattern.compile("(?<![\\w\".$])" + Pattern.quote(name) + "(?![\\w\"$])");
        return mention.matcher(entry.getKey()).find()
                || mention.matcher(entry.getValue()).find();
    }

    private static Optional<Definition> mysql(SortedMap<String, String> schema, Name table) {
        String text = schema.get("table " + table.object());
        if (text == null) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>(List.of(text.split("\n")));
        Map<String, String> columns = new LinkedHashMap<>();
        Optional<String> odd = Optional.empty();
        for (String line : lines.subList(1, lines.size())) {
            Matcher column = COLUMN.matcher(line);
            if (line.startsWith("`") && column.matches()) {
                columns.put(column.group(1), line);
            } else if (!line.startsWith(")")) {
                odd = Optional.of("it is no ordinary table");
            }
        }
        String options = lines.get(lines.size() - 1);
        if (COMPUTED.matcher(text).matches() || options.contains("PARTITION")) {
            odd = Optional.of("it has a column that the server fills, or partitions");
        }
        String name = "`" + table.object().replace("`", "``") + "`";
        SortedMap<String, String> parts = new TreeMap<>();
        for (Map.Entry<String, String> each : schema.entrySet()) {
            String key = each.getKey();
            if (key.startsWith("index " + table.object() + ".")
                    || key.startsWith("constraint " + table.object() + ".")) {
                parts.put(key, each.getValue());
            } else if (key.startsWith("trigger " + table.object() + ".")
                    || key.startsWith("constraint ") && each.getValue().contains("REFERENCES " + name + " ")) {
                odd = Optional.of("there is the " + key);
            }
        }
        return Optional.of(new Definition(name, columns, options, parts, odd));
    }

    /** As PostgreSQL's {@code quote_ident} has ordinary names; a keyword's table is not found by this, and so not kept. */
    private static String part(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A name without the quotes of either kind of server. */
    static String unquoted(String name) {
        return name.replaceAll("[\"`]", "");
    }

    /** Whether anything that belongs to the table besides the column itself says its name. */
    boolean partsSay(String column) {
        Pattern mention = Pattern.compile("(?<![\\w$])" + Pattern.quote(unquoted(column)) + "(?![\\w$])");
        return parts.entrySet().stream()
                .anyMatch(part -> mention.matcher(part.getValue()).find());
    }
}
