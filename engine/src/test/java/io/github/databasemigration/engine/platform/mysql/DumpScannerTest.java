package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DumpScannerTest {
    private static DumpScanner scan(String dump) {
        DumpScanner scanner = new DumpScanner();
        byte[] bytes = dump.getBytes(StandardCharsets.UTF_8);
        // Byte by byte and at once must be the same.
        DumpScanner single = new DumpScanner();
        for (byte b : bytes) {
            single.write(b);
        }
        scanner.write(bytes, 0, bytes.length);
        assertThat(single.counts()).isEqualTo(scanner.counts());
        assertThat(single.complete()).isEqualTo(scanner.complete());
        return scanner;
    }

    @Test
    void countsRowsAndNotWhatLooksLikeThem() {
        assertThat(scan("""
                        CREATE TABLE `a` (
                          `x` int DEFAULT NULL
                        );
                        INSERT INTO `a` VALUES (1,'),(\\'`;\\n'),(2,NULL),
                        (3,_binary ''),(4,'\\\\');
                        INSERT INTO `a` VALUES
                        (5,0x2829),
                        (6,'(');
                        CREATE TABLE `b ``" (` (
                        );
                        INSERT INTO `b ``" (` (`V)(`, `y`, row_start) VALUES (1,2,'x'),(NULL,-1.5e3,'y');
                        CREATE TABLE `empty` (
                        );
                        """).counts()).isEqualTo(Map.of("a", 6L, "b `\" (", 2L, "empty", 0L));
    }

    @Test
    void bodiesOfRoutinesAreNoRows() {
        DumpScanner scanner = scan("""
                CREATE TABLE `a` (
                );
                DELIMITER ;;
                CREATE DEFINER=`root`@`local``host` PROCEDURE `p`()
                BEGIN
                INSERT INTO `a` VALUES (1),(2);
                CREATE TABLE `c` (
                x int);
                END ;;
                DELIMITER ;
                INSERT INTO `a` VALUES (1);
                """);
        assertThat(scanner.counts()).isEqualTo(Map.of("a", 1L));
        assertThat(scanner.definers()).containsExactly("root@local`host");
    }

    @Test
    void findsEveryDefiner() {
        assertThat(scan("""
                        /*!50013 DEFINER=`a`@`%` SQL SECURITY DEFINER */
                        /*!50003 CREATE*/ /*!50017 DEFINER=`b`@`localhost`*/ /*!50003 TRIGGER t */;;
                        /*!50106 CREATE*/ /*!50117 DEFINER=`c`@`%`*/ /*!50106 EVENT e */;;
                        CREATE DEFINER=`d` FUNCTION f()
                        -- DEFINER=`x`@`%`
                        """).definers()).containsExactly("a@%", "b@localhost", "c@%", "d@");
    }

    @Test
    void onlyADumpWithItsLastLineIsComplete() {
        assertThat(scan("CREATE TABLE `a` (\n-- Dump completed\n").complete()).isTrue();
        assertThat(scan("-- Dump completed on 2026-11-22 16:35:01\n").complete())
                .isTrue();
        assertThat(scan("-- Dump completed").complete()).isFalse();
        assertThat(scan("-- Dump completed\nINSERT INTO `a` VALUES (1").complete())
                .isFalse();
        assertThat(scan("INSERT INTO `a` VALUES ('\n-- Dump completed\n").complete())
                .isFalse();
        assertThat(scan("").complete()).isFalse();
    }

    @Test
    void seesZeroBytesWhereverTheyAre() {
        assertThat(scan("INSERT INTO `a` VALUES ('\0');\n").zeros()).isTrue();
        assertThat(scan("INSERT INTO `a` VALUES ('\\0');\n").zeros()).isFalse();
    }
}
