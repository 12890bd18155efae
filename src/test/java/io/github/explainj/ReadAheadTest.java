// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {

    private static final ReadAhead.Room FIVE = new ReadAhead.Room(5, 1000);

    private static boolean isReading() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("ExplainJ reads"));
    }

    @Test
    void everythingComesOnceAndInOrderAndTheThreadEnds() throws InterruptedException {
        List<Integer> all = IntStream.range(0, 10_000).boxed().toList();
        List<Integer> got = new ArrayList<>();
        try (ReadAhead<Integer> ahead = new ReadAhead<>(all.iterator(), i -> 1, FIVE)) {
            ahead.forEachRemaining(got::add);
            assertEquals(all, got);
            for (int i = 0; i < 100 && isReading(); i++) Thread.sleep(10);
            assertFalse(isReading());
        }
    }

    @Test
    void noMoreIsReadThanThereIsRoomFor() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        for (ReadAhead.Room room : List.of(new ReadAhead.Room(5, 1000), new ReadAhead.Room(1000, 50))) {
            made.set(0);
            try (ReadAhead<Integer> ahead = new ReadAhead<>(Stream.generate(made::incrementAndGet).iterator(), i -> 10, room)) {
                for (int taken = 1; taken <= 20; taken++) {
                    assertEquals(taken, ahead.next());
                    Thread.sleep(5);
                    // five wait, one more is made and has no place yet
                    assertTrue(made.get() <= taken + 6, made + " made, " + taken + " taken");
                }
            }
        }
    }

    @Test
    void oneThatIsLargerThanTheRoomStillComes() {
        try (ReadAhead<Integer> ahead = new ReadAhead<>(List.of(1, 2, 3).iterator(), i -> 5000, FIVE)) {
            List<Integer> got = new ArrayList<>();
            ahead.forEachRemaining(got::add);
            assertEquals(List.of(1, 2, 3), got);
        }
    }

    @Test
    void itWorksOnAThreadOfItsOwnBeforeItIsAsked() throws InterruptedException {
        CountDownLatch made = new CountDownLatch(3);
        List<Thread> threads = new ArrayList<>();
        Iterator<Integer> source = Stream.generate(() -> {
            threads.add(Thread.currentThread());
            made.countDown();
            return 1;
        }).iterator();
        try (ReadAhead<Integer> ahead = new ReadAhead<>(source, i -> 1, FIVE)) {
            made.await();
            assertNotEquals(Thread.currentThread(), threads.get(0));
            assertTrue(threads.get(0).isDaemon());
        }
    }

    @Test
    void whatReadingThrowsComesInItsPlace() {
        AtomicInteger made = new AtomicInteger();
        Iterator<Integer> source = Stream.generate(() -> {
            if (made.incrementAndGet() == 4) throw new Problem("I01", "cut off");
            return made.get();
        }).iterator();
        try (ReadAhead<Integer> ahead = new ReadAhead<>(source, i -> 1, FIVE)) {
            assertEquals(List.of(1, 2, 3), List.of(ahead.next(), ahead.next(), ahead.next()));
            assertEquals("I01", assertThrows(Problem.class, ahead::hasNext).code());
            assertEquals("I01", assertThrows(Problem.class, ahead::hasNext).code());
        }
    }

    @Test
    void closingEndsAThreadThatWaitsForRoom() throws InterruptedException {
        ReadAhead<Integer> ahead = new ReadAhead<>(Stream.generate(() -> 1).iterator(), i -> 1, FIVE);
        ahead.next();
        ahead.close();
        assertFalse(isReading());
        assertFalse(ahead.hasNext());
    }
}
