package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScratchScriptTest {
    private static String load(String dump) throws IOException {
        byte[] bytes = dump.getBytes(StandardCharsets.UTF_8);
        try (var script = new ScratchScript(new ByteArrayInputStream(bytes), "shöp", "shöp_scratch")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void definersGoAndEventsAreOff() throws IOException {
        assertThat(load("/*!50013 DEFINER=`a`@`%` SQL SECURITY DEFINER */\n"))
                .isEqualTo("/*!50013  SQL SECURITY DEFINER */\n");
        assertThat(load("CREATE DEFINER=`a`@`%` PROCEDURE `ü`()\n")).isEqualTo("CREATE  PROCEDURE `ü`()\n");
        assertThat(load("/*!50106 CREATE*/ /*!50117 DEFINER=`a`@`%`*/ /*!50106 EVENT `e` ON SCHEDULE EVERY 1 DAY"
                        + " ON COMPLETION NOT PRESERVE ENABLE DO BEGIN -- ON COMPLETION PRESERVE ENABLE\n"))
                .isEqualTo("/*!50106 CREATE*/ /*!50117 */ /*!50106 EVENT `e` ON SCHEDULE EVERY 1 DAY"
                        + " ON COMPLETION NOT PRESERVE DISABLE DO BEGIN -- ON COMPLETION PRESERVE ENABLE\n");
        assertThat(load("/*!50001 VIEW `v` AS select `shöp`.`a`.`x` from (`shöp`.`a` join `other`.`b`) */;\n"))
                .isEqualTo("/*!50001 VIEW `v` AS select `shöp_scratch`.`a`.`x` from (`shöp_scratch`.`a` join"
                        + " `other`.`b`) */;\n");
    }

    @Test
    void everythingElsePassesByteForByte() throws IOException {
        Random random = new Random(1);
        StringBuilder dump = new StringBuilder("INSERT INTO `a` VALUES ('CREATE DEFINER=`a`@`%` `shöp`.');\n");
        for (int i = 0; i < 200; i++) {
            dump.append("x".repeat(random.nextInt(70_000))).append(random.nextBoolean() ? "\n" : "\r\nCä");
        }
        dump.append("INSERT ").append("y".repeat(3 << 20)).append("\nCREATE DEFINER=`a`@`%` at the very end");
        assertThat(load(dump.toString())).isEqualTo(dump.toString());
    }
}
