package io.github.databasemigration.engine.configuration;

import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * {@code alembic:} in the configuration.
 *
 * @param ini the ini file, relative to the project
 * @param section the section in it
 * @param arguments what {@code -x key=value} gives to env.py
 * @param target the revision to go to: {@code head}, {@code heads}, {@code label@head}, a revision
 * @param python the Python to use; empty: the virtual environment, else {@code python3} with Alembic on the PATH or in
 *     the system's own Python
 * @param requirements a requirements.txt to build a cached virtual environment from; empty: none
 * @param packageIndex pip's index URL for closed networks; empty: pip's own
 * @param wheels a folder of wheels to install from without an index; empty: none
 * @param urlVariable the environment variable env.py reads its SQLAlchemy URL from; empty: {@code sqlalchemy.url}
 *     of the ini is set in memory
 */
public record AlembicSettings(
        String ini,
        String section,
        SortedMap<String, String> arguments,
        String target,
        Optional<String> python,
        Optional<String> requirements,
        Optional<String> packageIndex,
        Optional<String> wheels,
        Optional<String> urlVariable)
        implements ToolSettings {

    @Override
    public String tool() {
        return "alembic";
    }

    @Override
    public AlembicSettings withTarget(String other) {
        return new AlembicSettings(
                ini, section, arguments, other, python, requirements, packageIndex, wheels, urlVariable);
    }

    @Override
    public AlembicSettings with(UnaryOperator<String> texts) {
        return new AlembicSettings(
                ini,
                section,
                TargetName.in(arguments, texts),
                target,
                python,
                requirements,
                packageIndex,
                wheels,
                urlVariable);
    }
}
