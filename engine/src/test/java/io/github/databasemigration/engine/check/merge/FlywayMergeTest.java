package io.github.databasemigration.engine.check.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Finding;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of conflict between two branches of Flyway's migrations, and its innocent twin. */
class FlywayMergeTest {
    @TempDir
    Path folder;

    private Branches branches;

    @BeforeEach
    void twoBranches() {
        // Nobody listens there, and the variable of the URL is not set.
        branches = new Branches(folder, "jdbc:postgresql://${NO_SUCH_HOST}:1/shop");
        branches.both(() -> {
            sql("V1__orders.sql", "CREATE TABLE orders (id int, note text);");
            sql("V2__items.sql", "CREATE TABLE items (id int);");
            sql("R__open.sql", "CREATE OR REPLACE VIEW open AS SELECT 1;");
        });
    }

    private void sql(String name, String text) {
        branches.write("db/migration/" + name, text + "\n");
    }

    private Runnable add(String name, String text) {
        return () -> sql(name, text);
    }

    private void remove(String name) {
        branches.delete("db/migration/" + name);
    }

    @Test
    void nothingNewIsNothingFound() {
        branches.theirs(add("V3__a.sql", "CREATE TABLE a (id int);"));

        MergeCheck check = branches.check("main");

        assertThat(check.findings()).isEmpty();
        assertThat(check.migrations()).isEmpty();
    }

    @Test
    void aVersionThatBothBranchesTook() {
        branches.theirs(add("V3__a.sql", "CREATE TABLE a (id int);"))
                .ours(add("V3.0__b.sql", "CREATE TABLE b (id int);"));

        Finding finding = branches.check("main").findings().get(0);

        assertThat(branches.findings()).containsExactly("MRG-01 ERROR V3.0__b.sql:0");
        assertThat(finding.message()).contains("version 3").contains("db/migration/V3__a.sql");
    }

    @Test
    void theSameMigrationOnBothBranchesIsNoConflict() {
        branches.theirs(add("V3__a.sql", "CREATE TABLE a (id int);"))
                .ours(add("V3__a.sql", "CREATE TABLE a (id int);\r"));

        assertThat(branches.findings()).isEmpty();
    }

    @Test
    void aVersionBelowTheNewestOfTheOtherBranch() {
        branches.theirs(add("V4__a.sql", "CREATE TABLE a (id int);"))
                .ours(add("V3__b.sql", "CREATE TABLE b (id int);"));

        assertThat(branches.findings()).containsExactly("MRG-02 ERROR V3__b.sql:0");
        assertThat(branches.findings("flyway.outOfOrder=true")).isEmpty();
    }

    @Test
    void aVersionAboveTheNewestOfTheOtherBranchIsNoConflict() {
        branches.theirs(add("V9__a.sql", "CREATE TABLE a (id int);"))
                .ours(add("V10__b.sql", "CREATE TABLE b (id int);"));

        assertThat(branches.findings()).isEmpty();
    }

    @Test
    void aMigrationOfTheOtherBranchThatIsChangedHere() {
        branches.theirs(() -> {}).ours(add("V1__orders.sql", "CREATE TABLE orders (id bigint);"));

        assertThat(branches.findings()).containsExactly("MRG-03 ERROR V1__orders.sql:0");
    }

    @Test
    void otherLineEndingsAndOtherFoldersAreNoChange() {
        branches.theirs(() -> {}).ours(() -> {
            sql("V1__orders.sql", "CREATE TABLE orders (id int, note text);\r");
            remove("V2__items.sql");
            sql("old/V2__items.sql", "CREATE TABLE items (id int);");
        });

        assertThat(branches.findings()).isEmpty();
    }

    @Test
    void whatTheOtherBranchItselfChangedIsNotOurs() {
        branches.theirs(add("V1__orders.sql", "CREATE TABLE orders (id bigint);"))
                .ours(add("V3__b.sql", "CREATE TABLE b (id int);"));

        assertThat(branches.findings()).isEmpty();
    }

    @Test
    void aMigrationOfTheOtherBranchThatIsRemovedOrRenamedHere() {
        branches.theirs(() -> {}).ours(() -> {
            remove("V1__orders.sql");
            remove("V2__items.sql");
            sql("V2__things.sql", "CREATE TABLE items (id int);");
        });

        assertThat(branches.findings())
                .containsExactlyInAnyOrder("MRG-03 ERROR V2__things.sql:0", "MRG-03 ERROR V1__orders.sql:0");
    }

    @Test
    void theSameColumnOnBothBranches() {
        branches.theirs(add("V3__a.sql", "ALTER TABLE orders ADD COLUMN state text;"))
                .ours(add("V4__b.sql", "SELECT 1;\nALTER TABLE public.orders ADD COLUMN state int;"));

        assertThat(branches.findings()).containsExactly("MRG-05 ERROR V4__b.sql:2");
    }

    @Test
    void differentColumnsOfOneTableWeighLess() {
        branches.theirs(add("V3__a.sql", "ALTER TABLE orders ADD COLUMN state text;"))
                .ours(add("V4__b.sql", "ALTER TABLE orders ADD COLUMN price int;"));

        assertThat(branches.findings()).containsExactly("MRG-05 WARNING V4__b.sql:1");
    }

    @Test
    void aTableThatOneBranchDropsAndTheOtherFills() {
        branches.theirs(add("V3__a.sql", "DROP TABLE items;")).ours(add("V4__b.sql", "INSERT INTO items VALUES (1);"));

        assertThat(branches.findings()).containsExactly("MRG-05 ERROR V4__b.sql:1");
    }

    @Test
    void viewsThatBothBranchesDefine() {
        branches.theirs(add("R__open.sql", "CREATE OR REPLACE VIEW open AS SELECT 2;"))
                .ours(add("R__open.sql", "CREATE OR REPLACE VIEW open AS SELECT 3;"));

        assertThat(branches.findings()).containsExactly("MRG-05 ERROR R__open.sql:1");
    }

    @Test
    void otherTablesAndTextsAreNoConflict() {
        branches.theirs(add("V3__a.sql", "ALTER TABLE orders ADD COLUMN state text;"))
                .ours(add("V4__b.sql", "-- orders\nCREATE TABLE b (t text DEFAULT 'ALTER TABLE orders');"));

        assertThat(branches.findings()).isEmpty();
    }

    @Test
    void whatCannotBeParsedIsSaid() {
        branches.theirs(add("V3__a.sql", "ALTER TABLE orders ADD COLUMN ${undefined} text;"))
                .ours(add("V4__b.sql", "ALTER orders;"));

        assertThat(branches.findings()).containsExactly("SQL-01 ERROR V4__b.sql:1", "SQL-01 INFO V3__a.sql:0");
    }

    @Test
    void aFindingCanBeAllowedOrBlock() {
        branches.theirs(add("V3__a.sql", "ALTER TABLE orders ADD COLUMN state text;"))
                .ours(add(
                        "V4__b.sql",
                        "-- database-migration:allow MRG-05 agreed\nALTER TABLE orders DROP COLUMN state;"));

        assertThat(branches.check("main", "checks.fail=error").findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.allowed()).contains("agreed");
                    assertThat(finding.blocking()).isFalse();
                });
    }

    @Test
    void changesNothingThatIsCheckedOut() {
        branches.theirs(add("V3__a.sql", "CREATE TABLE a (id int);"))
                .ours(add("V3__b.sql", "CREATE TABLE b (id int);"));
        String before = head();

        assertThat(branches.findings()).containsExactly("MRG-01 ERROR V3__b.sql:0");
        assertThat(head()).isEqualTo(before);
        assertThat(folder.resolve("db/migration/V3__a.sql")).doesNotExist();
    }

    private String head() {
        return branches.check("HEAD").commit();
    }

    @Test
    void refusesWhatGitDoesNotKnow() {
        branches.theirs(() -> {});

        assertThat(refused("origin/main")).contains("no revision \"origin/main\"");
        assertThat(refused("--help")).contains("no Git revision");
        branches.git("checkout", "--quiet", "--orphan", "elsewhere").git("commit", "--quiet", "--message", "alone");
        assertThat(refused("main")).contains("no common ancestor");
    }

    @Test
    void saysThatACloneIsShallow(@TempDir Path other) {
        branches.theirs(add("V3__a.sql", "SELECT 1;"));
        branches.git("switch", "--quiet", "main")
                .git(
                        "clone",
                        "--quiet",
                        "--depth",
                        "1",
                        "file://" + folder,
                        other.resolve("clone").toString());
        Branches clone = Branches.at(other.resolve("clone"), "jdbc:postgresql://h/d");

        Fault fault = catchThrowableOfType(Fault.class, () -> clone.check("work"));

        assertThat(fault.code()).isEqualTo(FaultCode.REVISION_UNKNOWN);
        assertThat(fault.remedy()).contains("shallow clone");
    }

    @Test
    void refusesAFolderThatIsInNoRepository(@TempDir Path elsewhere) {
        Branches none = Branches.at(elsewhere, "jdbc:postgresql://h/d").write("db/migration/V1__a.sql", "SELECT 1;");

        assertThat(catchThrowableOfType(Fault.class, () -> none.check("main")).code())
                .isEqualTo(FaultCode.REVISION_UNKNOWN);
    }

    private String refused(String revision) {
        Fault fault = catchThrowableOfType(Fault.class, () -> branches.check(revision));
        assertThat(fault.code()).isEqualTo(FaultCode.REVISION_UNKNOWN);
        return fault.getMessage();
    }
}
