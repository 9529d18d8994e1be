package org.nansen.gateway.crash;

import org.nansen.gateway.crash.agent.Point;

/** A moment at which a gateway under test can be made to die. */
record Failpoint(Point point, Point.Side side) {

    static Failpoint before(Point point) {
        return new Failpoint(point, Point.Side.BEFORE);
    }

    static Failpoint after(Point point) {
        return new Failpoint(point, Point.Side.AFTER);
    }

    @Override
    public String toString() {
        return point.name(side);
    }
}
