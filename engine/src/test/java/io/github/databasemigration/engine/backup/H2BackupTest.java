package io.github.databasemigration.engine.backup;

import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.h2.Driver;

class H2BackupTest extends BackupContract {
    private int count;

    @Override
    TestDatabase create() {
        String name = "shop" + count++;
        return new TestDatabase("jdbc:h2:file:" + folder.resolve(name), name, "sa", Canary.PASSWORD);
    }

    @Override
    ByHand byHand(TestDatabase live) {
        Path file = folder.resolve("by-hand");
        String jar =
                Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return new ByHand(
                file.toString(), Map.of("h2", jar), new TestDatabase("jdbc:h2:file:" + file, "by-hand", "sa", ""));
    }

    @Override
    Set<String> databasesOfTheServer() {
        return Set.of();
    }
}
