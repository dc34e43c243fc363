package io.github.databasemigration.engine.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes further fields into an object whose fields are written in the order of their names, each at its place. An
 * object's own field goes before one with the same name.
 *
 * <p>So an event needs no copy with the fields of its line; there are four lines for each migration.
 */
final class BesideFields extends JsonGeneratorDelegate {
    private final SortedMap<String, Object> left;

    /** @param fields will be empty at the end */
    BesideFields(JsonGenerator json, SortedMap<String, Object> fields) {
        super(json);
        this.left = fields;
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        writeBefore(name);
        super.writeFieldName(name);
    }

    @Override
    public void writeFieldName(SerializableString name) throws IOException {
        writeBefore(name.getValue());
        super.writeFieldName(name);
    }

    @Override
    public void writeEndObject() throws IOException {
        if (inOutermost()) {
            write(left);
        }
        super.writeEndObject();
    }

    private void writeBefore(String name) throws IOException {
        if (!left.isEmpty() && inOutermost()) {
            write(left.headMap(name));
            left.remove(name);
        }
    }

    private boolean inOutermost() {
        return getOutputContext().getParent().inRoot();
    }

    private void write(SortedMap<String, Object> fields) throws IOException {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            super.writeFieldName(field.getKey());
            delegate.writePOJO(field.getValue());
        }
        fields.clear();
    }
}
