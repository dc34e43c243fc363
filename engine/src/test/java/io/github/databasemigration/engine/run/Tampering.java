package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What somebody may do between approval and run: each does it, tries to run, and cleans up after itself. */
enum Tampering {
    A_BYTE_OF_SQL {
        @Override
        Report attempt(ApprovedProject shop, ApprovedProject other, Random random) throws IOException {
            Path script = shop.script(any(random, PENDING));
            byte[] before = Files.readAllBytes(script);
            Files.write(script, changed(before, random));
            return runAndRestore(shop);
        }
    },
    A_FILE_MORE {
        @Override
        Report attempt(ApprovedProject shop, ApprovedProject other, Random random) throws IOException {
            String name =
                    switch (random.nextInt(4)) {
                        case 0 -> "V" + (5 + random.nextInt(1_000)) + "__later.sql";
                        case 1 -> "V2." + (1 + random.nextInt(1_000)) + "__between.sql";
                        case 2 -> "R__again" + random.nextInt(1_000) + ".sql";
                        default ->
                            any(random, List.of("beforeMigrate.sql", "afterEachMigrate.sql", "afterMigrate.sql"));
                    };
            Files.writeString(shop.script(name), "UPDATE t1 SET id = " + random.nextInt(1_000) + ";\n");
            return runAndRestore(shop);
        }
    },
    A_FILE_LESS {
        @Override
        Report attempt(ApprovedProject shop, ApprovedProject other, Random random) throws IOException {
            Files.delete(shop.script(any(random, PENDING)));
            return runAndRestore(shop);
        }
    },
    ANOTHER_NAME {
        @Override
        Report attempt(ApprovedProject shop, ApprovedProject other, Random random) throws IOException {
            String name = any(random, PENDING);
            String renamed = random.nextBoolean()
                    ? name.replace(".sql", "_" + random.nextInt(1_000) + ".sql")
                    : name.replaceFirst("^V\\d|^R", "V" + (10 + random.nextInt(1_000)));
            Files.move(shop.script(name), shop.script(renamed));
            return runAndRestore(shop);
        }
    },
    ANOTHER_ORDER {
        @Override
        Report attempt(ApprovedProject shop, ApprovedProject other, Random random) throws IOException {
            int one = 2 + random.nextInt(3);
            int two = 2 + (one - 1 + random.nextInt(2)) % 3;
            Path aside = shop.script("aside");
            Files.move(shop.script("V" + one + "__t" + one + ".sql"), aside);
            Files.move(shop.script("V" + two + "__t" + two + ".sql"), shop.script("V" + one + "__t" + two + ".sql"));
            Files.move(aside, shop.script("V" + two + "__t" + one + ".sql"));
            return runAndRestore(shop);
        }
    },
    ANOTHER_TARGET {
        @Override
        Report attempt(ApprovedProject shop, ApprovedProject other, Random random) {
            return other.run(
                    Optional.of(shop.approved.digest()),
                    random.nextBoolean() ? Optional.of(shop.approved) : Optional.empty());
        }
    },
    DDL_IN_THE_DATABASE {
        @Override
        Report attempt(ApprovedProject shop, ApprovedProject other, Random random) {
            String name = "sneaked" + random.nextInt(1_000);
            List<String> both = any(
                    random,
                    List.of(
                            List.of("CREATE TABLE " + name + " (id INTEGER)", "DROP TABLE " + name),
                            List.of(
                                    "ALTER TABLE t1 ADD COLUMN " + name + " INTEGER",
                                    "ALTER TABLE t1 DROP COLUMN " + name),
                            List.of("CREATE VIEW " + name + " AS SELECT id FROM t1", "DROP VIEW " + name),
                            List.of("CREATE INDEX " + name + " ON t1 (id)", "DROP INDEX " + name)));
            shop.project.database.execute(both.get(0));
            try {
                return shop.run();
            } finally {
                shop.project.database.execute(both.get(1));
            }
        }
    },
    ANOTHER_PLACEHOLDER {
        @Override
        Report attempt(ApprovedProject shop, ApprovedProject other, Random random) {
            shop.setPlaceholder(String.valueOf(2 + random.nextInt(1_000_000)));
            try {
                return shop.run();
            } finally {
                shop.setPlaceholder("1");
            }
        }
    },
    ANOTHER_SETTING {
        @Override
        Report attempt(ApprovedProject shop, ApprovedProject other, Random random) {
            try {
                switch (random.nextInt(3)) {
                    case 0 -> shop.project.transaction = TransactionMode.ALL;
                    case 1 -> shop.setOutOfOrder(true);
                    default -> shop.setTarget(Optional.of(String.valueOf(2 + random.nextInt(2))));
                }
                return shop.run();
            } finally {
                shop.project.transaction = TransactionMode.EACH;
                shop.setOutOfOrder(false);
                shop.setTarget(Optional.empty());
            }
        }
    },
    THE_SAME_APPROVAL_AGAIN {
        @Override
        Report attempt(ApprovedProject shop, ApprovedProject other, Random random) throws IOException {
            Report first = shop.run();
            if (first.failure().isPresent()) {
                throw new AssertionError("the approved plan itself was refused: " + first.failure());
            }
            if (random.nextBoolean()) {
                Files.writeString(shop.script("V5__later.sql"), "UPDATE t1 SET id = 5;\n");
            }
            try {
                return shop.run();
            } finally {
                shop.undo();
                shop.writeScripts();
            }
        }
    },
    A_FORGED_PLAN {
        @Override
        Report attempt(ApprovedProject shop, ApprovedProject other, Random random) throws IOException {
            // What would run is not what was approved; the plan that is handed over says that it is, or nothing does.
            Files.writeString(shop.script("V5__later.sql"), "UPDATE t1 SET id = " + random.nextInt(1_000) + ";\n");
            Plan now = shop.plan();
            Plan forged = Json.read(
                    Json.canonical(now).replace("V5__later.sql", "V5__other" + random.nextInt(1_000) + ".sql"),
                    Plan.class);
            Optional<String> digest = Optional.of(random.nextBoolean() ? shop.approved.digest() : forged.digest());
            try {
                return shop.run(digest, random.nextBoolean() ? Optional.of(forged) : Optional.of(now));
            } finally {
                shop.writeScripts();
            }
        }
    };

    private static final List<String> PENDING = List.of("V2__t2.sql", "V3__t3.sql", "V4__t4.sql", "R__touch.sql");

    /** @param other the same project with another database */
    abstract Report attempt(ApprovedProject shop, ApprovedProject other, Random random) throws IOException;

    private static Report runAndRestore(ApprovedProject shop) {
        try {
            return shop.run();
        } finally {
            shop.writeScripts();
        }
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** One byte more, less, or another. */
    private static byte[] changed(byte[] before, Random random) {
        StringBuilder text = new StringBuilder(new String(before, StandardCharsets.UTF_8));
        int place = random.nextInt(text.length());
        char now = (char) (' ' + random.nextInt('~' - ' '));
        switch (random.nextInt(3)) {
            case 0 -> text.insert(place, now);
            case 1 -> text.deleteCharAt(place);
            default -> text.setCharAt(place, now == text.charAt(place) ? '~' : now);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
