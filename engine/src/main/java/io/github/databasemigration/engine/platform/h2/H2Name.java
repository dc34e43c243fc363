package io.github.databasemigration.engine.platform.h2;

/**
 * The name of an object in a schema.
 *
 * @param schema the schema
 * @param name the object
 */
record H2Name(String schema, String name) {
    /** For people and keys. */
    String plain() {
        return schema + "." + name;
    }

    /** For SQL. */
    String quoted() {
        return quote(schema) + "." + quote(name);
    }

    static String quote(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
