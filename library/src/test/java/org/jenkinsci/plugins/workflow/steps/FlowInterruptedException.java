package org.jenkinsci.plugins.workflow.steps;

/** In the place of Jenkins' own, which is not on Maven Central: somebody stopped the build. */
public class FlowInterruptedException extends InterruptedException {}
