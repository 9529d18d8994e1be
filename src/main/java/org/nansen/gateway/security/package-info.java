/**
 * Who may call: people and national systems, by HTTP Basic over the loopback or a TLS proxy, with a role each. Every path
 * needs a login. Knows the record and settings rooms.
 */
@NullMarked
package org.nansen.gateway.security;

import org.jspecify.annotations.NullMarked;
