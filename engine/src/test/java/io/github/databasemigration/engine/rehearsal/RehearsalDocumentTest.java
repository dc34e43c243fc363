package io.github.databasemigration.engine.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.TableLock;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document for programs is described to its last field. */
class RehearsalDocumentTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                Rehearsal.class,
                Rehearsal.Failure.class,
                Rehearsal.Migration.class,
                Rehearsal.Statement.class,
                Rehearsal.Check.class,
                Rehearsal.Down.class,
                Rehearsal.Step.class,
                Rehearsal.Table.class,
                Rehearsal.Content.class,
                Rehearsal.Counted.class,
                TableLock.class
            })
    void describesEveryField(Class<?> structure) throws IOException {
        String document = Files.readString(Path.of("../docs/rehearsal.md"));
        for (RecordComponent field : structure.getRecordComponents()) {
            assertThat(document).contains("`" + field.getName() + "`");
        }
    }
}
