package io.github.databasemigration.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitStatusesTest {
    @ParameterizedTest
    @EnumSource
    void theDocumentExplainsEveryCode(FaultCode code) throws IOException {
        assertThat(Files.readString(Path.of("../docs/exit-statuses.md")))
                .contains("| " + code.exitStatus() + " | `" + code.name() + "` |");
    }

    @Test
    void noTwoCodesShareANumber() {
        assertThat(Arrays.stream(FaultCode.values()).map(FaultCode::exitStatus)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void theDecadeTellsWhetherTheDatabaseChanged(FaultCode code) {
        assertThat(code.databaseUnchanged()).isEqualTo(code.exitStatus() >= 10 && code.exitStatus() < 70);
    }
}
