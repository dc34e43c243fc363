package io.github.databasemigration.engine.check.postgresql;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.CodeSection;
import com.dylibso.chicory.wasm.types.FunctionBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The WebAssembly module of PostgreSQL's parser, made quicker to run; see libpg-query.md beside it. */
final class PgQueryModule {
    private static final String FILE = "libpg-query.wasm";

    private PgQueryModule() {}

    /** Made quicker, with the same effect. */
    static WasmModule quicker() {
        return withoutNeedlessBlocks(asItIs());
    }

    /** As it was built. */
    static WasmModule asItIs() {
        try (InputStream in = PgQueryModule.class.getResourceAsStream(FILE)) {
            // It is the file that a test holds to its hash; to validate it takes as long as everything else before the
            // first statement.
            return Parser.builder().withValidation(false).build().parse(() -> in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WasmModule withoutNeedlessBlocks(WasmModule module) {
        CodeSection.Builder code =
                CodeSection.builder().setRequiresDataCount(module.codeSection().isRequiresDataCount());
        for (FunctionBody function : module.codeSection().functionBodies()) {
            code.addFunctionBody(FlatBlocks.of(function));
        }
        WasmModule.Builder flat = WasmModule.builder()
                .setTypeSection(module.typeSection())
                .setImportSection(module.importSection())
                .setFunctionSection(module.functionSection())
                .setTableSection(module.tableSection())
                .setGlobalSection(module.globalSection())
                .setExportSection(module.exportSection())
                .setElementSection(module.elementSection())
                .setCodeSection(code.build())
                .setDataSection(module.dataSection())
                .withValidation(false);
        module.memorySection().ifPresent(flat::setMemorySection);
        module.dataCountSection().ifPresent(flat::setDataCountSection);
        return flat.build();
    }
}
