package io.github.databasemigration.engine.check.postgresql;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * PostgreSQL's own parser (libpg_query, of PostgreSQL 18) as a WebAssembly module, run by the JVM: no native code.
 *
 * <p>The module is a build by Emscripten, whose JavaScript is replaced by what is here: the few functions of a host, and
 * C's {@code longjmp}, which PostgreSQL throws its errors with. The one-letter names are those of this very build; see
 * libpg-query.md beside it. Not for several threads.
 */
final class LibPgQuery {
    /** What the parser was seen to use; the build itself would begin with four times as much. */
    private static final int FIRST_PAGES = 528;

    private static final int MOST_PAGES = 8192;

    private static final String IMPORTS_THAT_CALL_BACK = "abdefghijklny";
    private static final String LONGJMP = "p";
    private static final String GROW = "q";
    /** Timers and files, which a parser does not need. */
    private static final String IMPORTS_WITHOUT_EFFECT = "orstw";

    private static final String START = "A";
    private static final String MALLOC = "C";
    private static final String FREE = "E";
    private static final String PARSE = "F";
    private static final String FREE_PARSED = "G";
    private static final String SCAN = "M";
    private static final String FREE_TEXT = "N";
    private static final String SET_THREW = "P";
    private static final String STACK_RESTORE = "Q";
    private static final String STACK_SAVE = "R";

    private final Instance instance;

    /** @param module one of {@link PgQueryModule} */
    LibPgQuery(WasmModule module) {
        HostFunction[] imports = new HostFunction[module.importSection().importCount()];
        for (int i = 0; i < imports.length; i++) {
            FunctionImport each = (FunctionImport) module.importSection().getImport(i);
            imports[i] =
                    imported(each.module(), each.name(), module.typeSection().getType(each.typeIndex()));
        }
        instance = Instance.builder(module)
                .withImportValues(ImportValues.builder().addFunction(imports).build())
                .withMemoryFactory(ByteArrayMemory::new)
                .withMemoryLimits(new MemoryLimits(FIRST_PAGES, MOST_PAGES))
                .withStart(false)
                .build();
        call(START);
    }

    /** PostgreSQL's words about why it does not take a text. */
    static final class SyntaxError extends Exception {
        private static final long serialVersionUID = 1L;

        SyntaxError(String message) {
            super(message);
        }
    }

    /** The raw parse tree. */
    JsonNode parse(String sql) throws SyntaxError {
        int text = write(sql);
        int result = (int) call(PARSE, text);
        try {
            int error = memory().readInt(result + 8);
            if (error != 0) {
                throw new SyntaxError(memory().readCString(memory().readInt(error), StandardCharsets.UTF_8));
            }
            return tree(memory().readInt(result));
        } finally {
            call(FREE, text);
            call(FREE_PARSED, result);
        }
    }

    /** The tokens: {@code start} and {@code end} in bytes, {@code tokenName}. */
    JsonNode scan(String sql) {
        int text = write(sql);
        int result = (int) call(SCAN, text);
        try {
            return tree(result);
        } finally {
            call(FREE, text);
            call(FREE_TEXT, result);
        }
    }

    private JsonNode tree(int address) {
        try {
            return Json.mapper().readTree(memory().readCString(address, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int write(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        int address = (int) call(MALLOC, bytes.length + 1L);
        memory().write(address, bytes);
        memory().writeByte(address + bytes.length, (byte) 0);
        return address;
    }

    private long call(String function, long... arguments) {
        long[] results = instance.export(function).apply(arguments);
        return results == null || results.length == 0 ? 0 : results[0];
    }

    private Memory memory() {
        return instance.memory();
    }

    /** C's longjmp on its way to the setjmp. */
    private static final class LongJump extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LongJump() {
            super(null, null, false, false);
        }
    }

    private static HostFunction imported(String module, String name, FunctionType type) {
        return new HostFunction(module, name, type, (caller, arguments) -> {
            if (IMPORTS_THAT_CALL_BACK.contains(name)) {
                return callBack(caller, arguments, type);
            } else if (name.equals(LONGJMP)) {
                throw new LongJump();
            } else if (name.equals(GROW)) {
                return one(grow(caller.memory(), arguments[0]));
            } else if (IMPORTS_WITHOUT_EFFECT.contains(name)) {
                return type.returns().isEmpty() ? null : one(0);
            }
            throw new IllegalStateException("libpg_query stopped itself by " + name);
        });
    }

    /** What C calls where a longjmp may come back: the function at a place of the table, by its other arguments. */
    private static long[] callBack(Instance caller, long[] arguments, FunctionType type) {
        long stack = caller.export(STACK_SAVE).apply()[0];
        try {
            int function = caller.table(0).requiredRef((int) arguments[0]);
            return caller.getMachine().call(function, Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (LongJump jump) {
            caller.export(STACK_RESTORE).apply(stack);
            caller.export(SET_THREW).apply(1, 0);
            return type.returns().isEmpty() ? null : one(0);
        }
    }

    private static long grow(Memory memory, long bytes) {
        long pages = (bytes + Memory.PAGE_SIZE - 1) / Memory.PAGE_SIZE - memory.pages();
        return pages <= 0 || memory.grow((int) pages) >= 0 ? 1 : 0;
    }

    private static long[] one(long value) {
        return new long[] {value};
    }
}
