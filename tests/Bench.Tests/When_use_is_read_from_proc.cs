using Acp.Bench.Os;

namespace Acp.Bench.Tests;

public sealed class When_use_is_read_from_proc
{
    [Fact]
    public void A_name_with_spaces_and_brackets_does_not_shift_its_times() =>
        Assert.Equal(
            TimeSpan.FromSeconds(0.11 + 0.22 + 0.33 + 0.44),
            ProcessUse.Cpu("4711 (a ) b) S 1 4711 4711 0 -1 4194560 2100 0 0 0 11 22 33 44 20 0 1 0 100 2000 30\n"));

    [Fact]
    public void What_was_written_is_what_the_disk_was_given() =>
        Assert.Equal(8192, ProcessUse.Written("rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\nwrite_bytes: 8192\ncancelled_write_bytes: 7\n"));

    [Fact]
    public void Memory_that_processes_share_is_counted_once() =>
        Assert.Equal(2048, ProcessUse.Resident("5581d000-7ffc [rollup]\nRss:             9000 kB\nPss:                2 kB\nPss_Dirty:        1 kB\n"));

    [Fact]
    public void Of_a_process_that_is_gone_it_is_nothing() => Assert.Equal(default, ProcessUse.OfTree(int.MaxValue));
}
