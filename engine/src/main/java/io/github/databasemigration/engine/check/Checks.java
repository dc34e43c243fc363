package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.check.mysql.MysqlParser;
import io.github.databasemigration.engine.check.postgresql.PostgresqlParser;
import io.github.databasemigration.engine.check.rule.Circumstances;
import io.github.databasemigration.engine.check.rule.Migration;
import io.github.databasemigration.engine.check.rule.RuleBook;
import io.github.databasemigration.engine.check.target.Catalogue;
import io.github.databasemigration.engine.check.target.MysqlCatalogue;
import io.github.databasemigration.engine.check.target.PostgresqlCatalogue;
import io.github.databasemigration.engine.configuration.Environment;
import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.plan.Severity;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.ScriptSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Checks a plan against the rules. Changes nothing. */
public final class Checks {
    private static final Map<String, StatementParser> PARSERS = new ConcurrentHashMap<>();

    private final Database database;
    private final Environment environment;
    private final Map<String, ScriptSource> sources;

    /**
     * @param database the target
     * @param environment whose policy says what findings mean
     * @param sources the files behind the migrations, by script
     */
    public Checks(Database database, Environment environment, Map<String, ScriptSource> sources) {
        this.database = database;
        this.environment = environment;
        this.sources = Map.copyOf(sources);
    }

    /** Whether there are rules for a platform. */
    public static boolean know(String platform) {
        return !RuleBook.of(platform).isEmpty();
    }

    /**
     * What is to be said about a plan, in its order.
     *
     * @param parser what understands the statements of its platform
     */
    public List<Finding> of(Plan plan, StatementParser parser) {
        if (plan.migrations().isEmpty()) {
            return List.of();
        }
        List<Migration> migrations = plan.migrations().stream()
                .map(migration -> understood(migration, parser))
                .toList();
        List<Finding> findings = new ArrayList<>();
        try (Catalogue catalogue = catalogue(database)) {
            Judgement judgement = new Judgement(plan.target().platform(), migrations, catalogue, circumstances());
            for (int i = 0; i < migrations.size(); i++) {
                PlannedMigration planned = plan.migrations().get(i);
                List<Draft> drafts = new ArrayList<>(judgement.of(migrations.get(i)));
                planned.noPreview()
                        .filter(why -> planned.kind() != MigrationKind.BASELINE)
                        .ifPresent(why -> drafts.add(
                                new Draft(RuleBook.NOT_SHOWN, Severity.ERROR, 0, "Not checked: " + why + ".")));
                findings.addAll(new Verdicts(
                                planned.script(),
                                planned.statements(),
                                Optional.ofNullable(sources.get(planned.script())),
                                environment.checks())
                        .of(drafts));
            }
        }
        return findings;
    }

    /**
     * What understands the statements of a platform that there are rules for. One for all, for to make it takes longer than
     * most of what it is asked.
     */
    public static StatementParser parser(String platform) {
        return PARSERS.computeIfAbsent(
                platform,
                name -> new Remembering(name.equals("postgresql") ? new PostgresqlParser() : MysqlParser.of(name)));
    }

    /** The catalogue of a database for which there are rules; the caller closes it. */
    public static Catalogue catalogue(Database database) {
        return database.target().platform().equals("postgresql")
                ? new PostgresqlCatalogue(database)
                : new MysqlCatalogue(database);
    }

    private static Migration understood(PlannedMigration migration, StatementParser parser) {
        return new Migration(
                migration.script(),
                migration.transactional(),
                migration.statements().stream().map(parser::parse).toList());
    }

    private Circumstances circumstances() {
        return new Circumstances(
                !environment.timeouts().lock().isZero(),
                !environment.timeouts().statement().isZero(),
                environment.transaction() == TransactionMode.ALL,
                environment.checks().rows());
    }
}
