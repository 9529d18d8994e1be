package org.nansen.gateway.crash.agent;

/**
 * Code put into a method.
 *
 * @param type full name of the class
 * @param method name of the method; all overloads
 * @param advice class with the code
 * @param name what the code knows itself by
 */
record Weave(String type, String method, Class<?> advice, String name) {

    static final String OURS = "org.nansen.gateway.";

    static Weave into(String type, String method, Class<?> advice) {
        return new Weave(type, method, advice, "");
    }
}
