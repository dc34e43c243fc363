package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.postgresql.CopiedRows.TableName;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopiedRowsTest {
    private final CopiedRows rows = new CopiedRows();

    @Test
    void areTheLinesOfEachTable() {
        read("""
                SET statement_timeout = 0;
                --
                -- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: app
                --

                COPY public.orders (id, name) FROM stdin;
                1	\\\\.
                2	\\N
                3	COPY public.orders (id) FROM stdin;
                \\.


                --
                -- Data for Name: none; Type: TABLE DATA; Schema: Other Place; Owner: app
                --

                COPY "Other Place"."none" (id) FROM stdin;
                \\.
                """);
        assertThat(rows.counts())
                .containsOnlyKeys(new TableName("public", "orders"), new TableName("Other Place", "none"))
                .containsEntry(new TableName("public", "orders"), 3L)
                .containsEntry(new TableName("Other Place", "none"), 0L);
    }

    @Test
    void ofATableWithoutColumnsAreEmptyLines() {
        read("""
                -- Data for Name: empty; Type: TABLE DATA; Schema: public; Owner: app
                COPY public.empty  FROM stdin;



                \\.
                """);
        assertThat(rows.counts()).containsEntry(new TableName("public", "empty"), 3L);
    }

    @Test
    void belongToThePartitionAlsoWhereTheyAreLoadedThroughTheTableAboveIt() {
        read("""
                -- Data for Name: part; Type: TABLE DATA; Schema: public; Owner: app
                COPY public.whole (k) FROM stdin;
                1
                \\.
                """);
        assertThat(rows.counts()).containsOnlyKeys(new TableName("public", "part"));
    }

    @Test
    void areFoundBelowAColumnWithALineBreakInItsName() {
        read("""
                -- Data for Name: odd name; Type: TABLE DATA; Schema: public; Owner: app
                COPY public."odd
                name" ("column
                of it") FROM stdin;
                1
                2
                \\.
                """);
        assertThat(rows.counts()).containsEntry(TableName.of("public.\"odd\nname\""), 2L);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "public.orders|public|orders",
                "\"Other Place\".\"a\"\"b.c\"|Other Place|a\"b.c",
                "größe.\"x\"|größe|x"
            },
            delimiter = '|',
            quoteCharacter = '\0')
    void haveTheTablesNameWithoutQuotes(String qualified, String schema, String name) {
        assertThat(TableName.of(qualified)).isEqualTo(new TableName(schema, name));
    }

    private void read(String script) {
        byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
        // In pieces, as they come through a pipe.
        for (int at = 0; at < bytes.length; at += 7) {
            rows.write(bytes, at, Math.min(7, bytes.length - at));
        }
    }
}
