/**
 * What the engine and Liquibase say to each other across the border of two class loaders: plain values and two interfaces,
 * which both sides know. Nothing here knows Liquibase.
 */
package io.github.databasemigration.engine.tool.liquibase.bridge;
