package io.github.databasemigration.engine.phase;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Statement;
import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.configuration.Environment.PhasePolicy;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.Phase;
import io.github.databasemigration.engine.plan.PhaseOfMigration;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.tool.ScriptSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says of each migration which phase it belongs to: as a comment in it says, or its label, or its folder, or what its
 * statements do. What nobody understands is contract, the phase that is guarded.
 */
public final class Classification {
    /** {@code -- database-migration:phase contract}, in Alembic with a {@code #}. */
    private static final Pattern COMMENT = Pattern.compile(
            "(?m)^[^\\S\\n]*(?:--|#)[^\\S\\n]*database-migration:phase[^\\S\\n]+(expand|contract|neutral)[^\\S\\n]*\\r?$");

    private final PhasePolicy policy;
    private final Map<String, ScriptSource> sources;
    private final Optional<StatementParser> parser;
    private final List<Name> created = new ArrayList<>();

    /**
     * @param sources the files behind the migrations, by script
     * @param parser what understands the statements; empty where there is none for the platform
     */
    public Classification(PhasePolicy policy, Map<String, ScriptSource> sources, Optional<StatementParser> parser) {
        this.policy = policy;
        this.sources = sources;
        this.parser = parser;
    }

    /** The phases of a plan's migrations, in its order. */
    public List<PhaseOfMigration> of(List<PlannedMigration> migrations) {
        return migrations.stream().map(this::of).toList();
    }

    private PhaseOfMigration of(PlannedMigration migration) {
        // Always, for what it creates counts for those after it.
        PhaseOfMigration byStatements = byStatements(migration);
        return Optional.ofNullable(sources.get(migration.script()))
                .flatMap(source -> byComment(migration, source)
                        .or(() -> byLabel(migration, source))
                        .or(() -> byFolder(migration, source)))
                .orElse(byStatements);
    }

    private static Optional<PhaseOfMigration> byComment(PlannedMigration migration, ScriptSource source) {
        Matcher comment = COMMENT.matcher(source.text());
        return comment.find()
                ? said(migration, Phase.valueOf(comment.group(1).toUpperCase(Locale.ROOT)), "its comment says so")
                : Optional.empty();
    }

    private Optional<PhaseOfMigration> byLabel(PlannedMigration migration, ScriptSource source) {
        return source.labels().stream()
                .flatMap(label -> named(label).stream())
                .findFirst()
                .flatMap(phase -> said(migration, phase, "its branch has that label"));
    }

    private Optional<PhaseOfMigration> byFolder(PlannedMigration migration, ScriptSource source) {
        for (Path folder = Path.of(source.file()).getParent(); folder != null; folder = folder.getParent()) {
            Optional<Phase> phase = Optional.ofNullable(folder.getFileName()).flatMap(name -> named(name.toString()));
            if (phase.isPresent()) {
                return said(migration, phase.get(), "its folder has that name");
            }
        }
        return Optional.empty();
    }

    private Optional<Phase> named(String name) {
        if (name.equals(policy.expand())) {
            return Optional.of(Phase.EXPAND);
        }
        return name.equals(policy.contract()) ? Optional.of(Phase.CONTRACT) : Optional.empty();
    }

    private PhaseOfMigration byStatements(PlannedMigration migration) {
        if (migration.kind() == MigrationKind.BASELINE || migration.kind() == MigrationKind.CALLBACK) {
            return new PhaseOfMigration(migration.script(), Phase.NEUTRAL, "it runs with every migration");
        } else if (parser.isEmpty() || migration.noPreview().isPresent()) {
            return new PhaseOfMigration(migration.script(), Phase.CONTRACT, "nobody knows what it does");
        }
        List<Statement> statements = migration.statements().stream()
                .map(sql -> parser.get().parse(sql))
                .toList();
        if (statements.stream().anyMatch(each -> each.notUnderstood().isPresent())) {
            return new PhaseOfMigration(migration.script(), Phase.CONTRACT, "a statement is not understood");
        }
        List<Action> actions =
                statements.stream().flatMap(each -> each.actions().stream()).toList();
        Phase phase = Phase.NEUTRAL;
        for (Action action : actions) {
            Phase nature = ofNew(action, actions) ? Phase.EXPAND : Nature.of(action);
            phase = worse(phase, nature);
            if (action instanceof Action.CreateTable create) {
                created.add(create.table());
            }
        }
        return new PhaseOfMigration(migration.script(), phase, reason(phase));
    }

    /** Of what the plan itself created, or the migration defines again, the old version knows nothing or misses nothing. */
    private boolean ofNew(Action action, List<Action> actions) {
        if (action instanceof Action.Drop drop) {
            return drop.objects().stream()
                    .allMatch(each -> created.stream().anyMatch(each::matches)
                            || actions.stream()
                                    .anyMatch(other -> other instanceof Action.Define define
                                            && define.object().matches(each)));
        }
        return action instanceof Action.OnTable change && created.stream().anyMatch(change.table()::matches);
    }

    private static Phase worse(Phase one, Phase other) {
        if (one == Phase.CONTRACT || other == Phase.CONTRACT) {
            return Phase.CONTRACT;
        }
        return one == Phase.EXPAND ? one : other;
    }

    private static String reason(Phase phase) {
        return switch (phase) {
            case EXPAND -> "it only adds";
            case CONTRACT -> "it takes away or forbids";
            case NEUTRAL -> "it does neither";
        };
    }

    private static Optional<PhaseOfMigration> said(PlannedMigration migration, Phase phase, String why) {
        return Optional.of(new PhaseOfMigration(migration.script(), phase, why));
    }
}
