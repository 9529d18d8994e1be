/**
 * What runs inside a gateway under test: named points at which it dies, and seeded defects. It is woven into the classes as
 * they are loaded, so the gateway's own code knows nothing of it. Only the JDK and Byte Buddy may be used here, since the
 * gateway's jar holds nothing of the tests.
 */
@NullMarked
package org.nansen.gateway.crash.agent;

import org.jspecify.annotations.NullMarked;
