package io.github.databasemigration.engine.platform.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.DatabaseContract;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.Canary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.h2.Driver;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class H2ServerContractTest extends DatabaseContract {
    @TempDir
    Path folder;

    private Server server;
    private Connection application;

    @BeforeEach
    void serve() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
        Properties properties = new Properties();
        properties.setProperty("user", "app");
        properties.setProperty("password", Canary.PASSWORD);
        application = new Driver().connect(connecting().url(), properties);
    }

    @AfterEach
    void stop() throws SQLException {
        application.close();
        server.stop();
    }

    @Override
    protected Connecting connecting() {
        return Reached.connecting("jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./shop", "app", Canary.PASSWORD);
    }

    @Override
    protected void checkHolder(Holder holder) {
        assertThat(holder).usingRecursiveComparison().ignoringFields("since").isEqualTo(Reached.HOLDER);
        assertThat(holder.since()).isPresent();
    }
}
