/** Fixtures: the real neighbours of a gateway (SSH server, broker, mail server, screening endpoint), started by tests on loopback. */
@NullMarked
package org.nansen.gateway.house;

import org.jspecify.annotations.NullMarked;
