/** The demo environment: a gateway with invented neighbours that keep it busy. Nothing of it is in the jar. */
@NullMarked
package org.nansen.gateway.dev;

import org.jspecify.annotations.NullMarked;
