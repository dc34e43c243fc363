package io.github.databasemigration.engine.check.postgresql;

import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes needless blocks out of a WebAssembly function: of blocks that begin right after each other all but the outermost.
 *
 * <p>A C {@code switch} becomes a block for each of its cases, one in the other, so to get to any case the interpreter
 * enters them all: in PostgreSQL's parser 2,018 for each rule of the grammar that it applies, two thirds of all that it
 * did. Blocks that begin at the same place and take and leave no values find and leave the same stack. A branch out of an
 * inner one does then the same as a branch out of the outermost that goes on behind the inner one's end.
 */
final class FlatBlocks {
    /** A block type: no parameter, no result. */
    private static final long VOID = 0x40;

    private final List<AnnotatedInstruction> code;
    /** By instruction: how many before it are kept. */
    private final int[] places;

    private final boolean[] dropped;
    /** By instruction: the depths of a branch among the blocks that are kept; null where it is none. */
    private final long[][] depths;

    private FlatBlocks(List<AnnotatedInstruction> code) {
        this.code = code;
        this.places = new int[code.size() + 1];
        this.dropped = new boolean[code.size()];
        this.depths = new long[code.size()][];
    }

    /** The function without them; itself where there are none. */
    static FunctionBody of(FunctionBody function) {
        List<AnnotatedInstruction> code = function.instructions();
        for (int i = 1; i < code.size(); i++) {
            if (isVoidBlock(code.get(i)) && isVoidBlock(code.get(i - 1))) {
                return new FunctionBody(function.localTypes(), new FlatBlocks(code).flattened());
            }
        }
        return function;
    }

    private static boolean isVoidBlock(Instruction instruction) {
        return instruction.opcode() == OpCode.BLOCK && instruction.operand(0) == VOID;
    }

    private List<AnnotatedInstruction> flattened() {
        findBlocks();
        for (int i = 0; i < dropped.length; i++) {
            places[i + 1] = places[i] + (dropped[i] ? 0 : 1);
        }
        List<AnnotatedInstruction> kept = new ArrayList<>();
        for (int i = 0; i < dropped.length; i++) {
            if (!dropped[i]) {
                kept.add(moved(code.get(i), depths[i]));
            }
        }
        return kept;
    }

    /** Walks through the nested blocks; the function itself is the outermost. */
    private void findBlocks() {
        // By nesting: how many blocks up to this one are kept, or up to the one that stands for it.
        List<Integer> kept = new ArrayList<>(List.of(1));
        for (int i = 0; i < dropped.length; i++) {
            int innermost = kept.get(kept.size() - 1);
            AnnotatedInstruction instruction = code.get(i);
            switch (instruction.opcode()) {
                case BLOCK, LOOP, IF -> {
                    dropped[i] = i > 0 && isVoidBlock(instruction) && isVoidBlock(code.get(i - 1));
                    kept.add(dropped[i] ? innermost : innermost + 1);
                }
                case END -> {
                    kept.remove(kept.size() - 1);
                    dropped[i] = !kept.isEmpty() && kept.get(kept.size() - 1) == innermost;
                }
                case BR, BR_IF, BR_TABLE ->
                    depths[i] = Arrays.stream(instruction.operands())
                            .map(depth -> innermost - kept.get(kept.size() - 1 - (int) depth))
                            .toArray();
                default -> {
                    // Neither a block nor a branch.
                }
            }
        }
    }

    private AnnotatedInstruction moved(AnnotatedInstruction old, long[] depths) {
        if (depths == null && old.opcode() != OpCode.IF && old.opcode() != OpCode.ELSE) {
            return old;
        }
        AnnotatedInstruction.Builder moved = AnnotatedInstruction.builder()
                .from(new Instruction(old.address(), old.opcode(), depths == null ? old.operands() : depths))
                .withDepth(old.depth());
        if (old.scope() != null) {
            moved.withScope(old.scope());
        }
        if (old.labelTrue() != AnnotatedInstruction.UNDEFINED_LABEL) {
            moved.withLabelTrue(places[old.labelTrue()]);
        }
        if (old.labelFalse() != AnnotatedInstruction.UNDEFINED_LABEL) {
            moved.withLabelFalse(places[old.labelFalse()]);
        }
        if (old.opcode() == OpCode.BR_TABLE) {
            moved.withLabelTable(
                    old.labelTable().stream().map(label -> places[label]).toList());
        }
        return moved.build();
    }
}
