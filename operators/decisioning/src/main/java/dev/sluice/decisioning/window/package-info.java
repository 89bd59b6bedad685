/**
 * What an entity did lately: exact sliding windows and the last rows of its history.
 *
 * <p><b>Order.</b> Event time, then labels before events, then event id (as {@link
 * java.lang.String#compareTo} orders). A window of width w and delay d holds what happened in
 * (t−d−w, t−d]; without delay, events at t with a larger id are not yet in it.
 *
 * <p><b>Arrival.</b> Nothing here assumes that events arrive in order: a window holds what has been
 * added so far and lies within it.
 *
 * <p><b>Retention.</b> Whoever keeps the state names a <em>horizon</em> with each call: the time
 * before which no event may come any more, usually the watermark less the accepted lateness. What
 * no event at or after the horizon can see may be dropped at any moment, and what an event can see
 * is computed as if it had been dropped at once. So no result depends on when a clean-up ran: an
 * event at or after the horizon always sees whole windows, an older one sees what the horizon
 * leaves.
 *
 * <p><b>State.</b> {@link dev.sluice.decisioning.window.WindowNode}, {@link
 * dev.sluice.decisioning.window.LateLabels} and {@link dev.sluice.decisioning.window.History} are
 * plain mutable objects with public fields, so that a state backend can store them field by field;
 * only this package reads or writes those fields.
 */
package dev.sluice.decisioning.window;
