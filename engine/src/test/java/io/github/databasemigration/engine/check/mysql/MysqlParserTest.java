package io.github.databasemigration.engine.check.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.Drop;
import io.github.databasemigration.engine.check.model.Action.ModifyColumn;
import io.github.databasemigration.engine.check.model.Action.Online;
import io.github.databasemigration.engine.check.model.Action.Other;
import io.github.databasemigration.engine.check.model.Action.SetVariable;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Type;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlParserTest {
    private static final MysqlParser MARIADB = MysqlParser.of("mariadb");
    private static final MysqlParser MYSQL = MysqlParser.of("mysql");

    @Test
    void readsWhatAnAlterTableDoesAndHow() {
        assertThat(MARIADB.parse("alter table `a b`.`T` drop column x, add index i (y), algorithm=nocopy, lock=none")
                        .actions())
                .contains(new Online(new Name(Optional.of("a b"), "T"), Optional.of("NOCOPY"), Optional.of("NONE")))
                .hasSize(3);
    }

    @Test
    void readsAWholeNewColumn() {
        ModifyColumn modify =
                (ModifyColumn) MYSQL.parse("ALTER TABLE t CHANGE a b ENUM('x','it''s') NOT NULL DEFAULT 'x' AFTER c")
                        .actions()
                        .get(0);

        assertThat(modify.column()).isEqualTo("a");
        assertThat(modify.to().name()).isEqualTo("b");
        assertThat(modify.to().type()).isEqualTo(new Type("enum", List.of(), List.of("x", "it's"), false, false));
        assertThat(modify.to().notNull()).isTrue();
        assertThat(modify.moved()).isTrue();
    }

    @Test
    void tellsAConstantDefaultFromACalculatedOne() {
        assertThat(added("ALTER TABLE t ADD a INT DEFAULT 5")
                        .column()
                        .fallback()
                        .orElseThrow()
                        .constant())
                .isTrue();
        assertThat(added("ALTER TABLE t ADD a CHAR(36) DEFAULT (uuid())")
                        .column()
                        .fallback()
                        .orElseThrow()
                        .functions())
                .containsExactly("uuid");
        assertThat(added("ALTER TABLE t ADD a DATETIME DEFAULT now()")
                        .column()
                        .fallback()
                        .orElseThrow()
                        .functions())
                .isEmpty();
    }

    private static AddColumn added(String sql) {
        return MARIADB.parse(sql).actions(AddColumn.class).get(0);
    }

    @Test
    void knowsWhichServerHasWhat() {
        String enforced = "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED";
        String dropped = "ALTER TABLE t DROP COLUMN IF EXISTS a";

        assertThat(MYSQL.parse(enforced)
                        .actions(AddConstraint.class)
                        .get(0)
                        .constraint()
                        .validated())
                .isFalse();
        assertThat(MARIADB.parse(enforced).notUnderstood()).isPresent();
        assertThat(MARIADB.parse(dropped).notUnderstood()).isEmpty();
        assertThat(MYSQL.parse(dropped).notUnderstood()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/*!50000 DROP TABLE t */", "DROP /*!40101 TABLE */ t", "/*M!100100 DROP TABLE t */"})
    void opensWhatTheServerRunsInComments(String sql) {
        assertThat(MARIADB.parse(sql).actions(Drop.class)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW BEGIN DELETE FROM t; END",
                "CREATE PROCEDURE p() BEGIN DROP TABLE t; END",
                "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t",
                "SELECT 'DROP TABLE t; /*! DROP TABLE t */' # DROP TABLE t"
            })
    void findsNothingInBodiesStringsAndComments(String sql) {
        assertThat(MARIADB.parse(sql).actions())
                .allMatch(action -> action instanceof Other
                        || action instanceof Action.Define
                        || action instanceof Action.CreateTrigger);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE t ADD COLUMN", "DROP TABLE 't", "SELEKT 1", "ALTER TABLE t ADD ÿ^ INT"})
    void saysWhatItDoesNotUnderstand(String wrong) {
        assertThat(MARIADB.parse(wrong).notUnderstood()).isPresent();
        assertThat(MYSQL.parse(wrong).notUnderstood()).isPresent();
    }

    @Test
    void readsVariablesOfTheSessionInEverySpelling() {
        assertThat(MARIADB.parse("SET @@session.lock_wait_timeout = 5, foreign_key_checks = 0, @x = 1")
                        .actions(SetVariable.class))
                .contains(
                        new SetVariable("lock_wait_timeout", Optional.of("5")),
                        new SetVariable("foreign_key_checks", Optional.of("0")));
        assertThat(MARIADB.parse("SET SESSION lock_wait_timeout = 5").actions(SetVariable.class))
                .containsExactly(new SetVariable("lock_wait_timeout", Optional.of("5")));
    }

    @Test
    void readsTheConstraintsOfATable() {
        assertThat(MARIADB.parse("ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a, b) REFERENCES r (x, y)")
                        .actions(AddConstraint.class))
                .extracting(AddConstraint::constraint)
                .containsExactly(new Constraint(
                        Constraint.Kind.FOREIGN_KEY,
                        Optional.of("f"),
                        List.of("a", "b"),
                        true,
                        Optional.empty(),
                        Optional.of(Name.of("r")),
                        Optional.empty()));
    }
}
