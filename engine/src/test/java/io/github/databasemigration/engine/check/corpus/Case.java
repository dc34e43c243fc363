package io.github.databasemigration.engine.check.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One case of the corpus: a migration, or several, and the rules that it breaks.
 *
 * @param name what it is about, different from all others
 * @param unsafe the rules that it breaks; empty for a safe one
 * @param transactional whether each migration is a transaction
 * @param timeouts whether the session has timeouts
 * @param before statements that make the database what the case needs, errors allowed
 * @param migrations their statements
 */
record Case(
        String name,
        Set<String> unsafe,
        boolean transactional,
        boolean timeouts,
        List<String> before,
        List<List<String>> migrations) {

    static List<Case> read(String file) {
        try (InputStream in = Case.class.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Case> cases = new ArrayList<>();
            for (String part : text.split("(?m)^-- case: ")) {
                if (!part.isBlank() && !part.startsWith("--")) {
                    cases.add(parse(part));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case parse(String part) {
        List<String> lines = part.lines().toList();
        Map<String, String> header = new TreeMap<>();
        List<String> before = new ArrayList<>();
        int at = 1;
        while (lines.get(at).matches("-- \\w+: .*")) {
            String[] field = lines.get(at).substring(3).split(": ", 2);
            if (field[0].equals("before")) {
                before.add(field[1]);
            } else {
                header.put(field[0], field[1]);
            }
            at++;
        }
        List<List<String>> migrations = new ArrayList<>();
        for (String migration :
                String.join("\n", lines.subList(at, lines.size())).split("(?m)^-- next migration$")) {
            migrations.add(statements(migration));
        }
        return new Case(
                lines.get(0).strip(),
                new TreeSet<>(List.of(header.getOrDefault("unsafe", "").split(" ")))
                        .stream()
                                .filter(id -> !id.isEmpty())
                                .collect(java.util.stream.Collectors.toCollection(TreeSet::new)),
                !header.getOrDefault("transaction", "yes").equals("no"),
                !header.getOrDefault("timeouts", "yes").equals("no"),
                before,
                migrations);
    }

    /** A statement ends with a semicolon at the end of a line, but for a body in dollars. */
    private static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : text.lines().toList()) {
            statement.append(line).append('\n');
            String soFar = statement.toString().strip();
            boolean open = soFar.split("\\$\\$", -1).length % 2 == 0;
            if (soFar.endsWith(";") && !open) {
                statements.add(soFar.substring(0, soFar.length() - 1));
                statement.setLength(0);
            }
        }
        return statements;
    }

    @Override
    public String toString() {
        return name;
    }
}
