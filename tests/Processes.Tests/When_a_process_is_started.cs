namespace Acp.Processes.Tests;

public sealed class When_a_process_is_started
{
    /// <summary>Says that it is ready, then tells of SIGTERM, and else waits for ever.</summary>
    private static readonly ChildSettings Patient = Shell("trap 'echo told to stop; exit 7' TERM; echo ready; while :; do sleep 0.05; done");

    [Fact]
    public async Task Its_lines_can_be_waited_for_before_and_after_they_are_said()
    {
        await using var child = Child.Start(Shell("echo first; echo second >&2; read never"));

        Assert.Equal("second", await child.WaitForLine("sec"));
        Assert.Equal("first", await child.WaitForLine("fir"));
    }

    [Fact]
    public async Task A_line_it_never_said_is_an_error_that_shows_what_it_did_say()
    {
        await using var child = Child.Start(Shell("echo out of order; exit 3"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => child.WaitForLine("ready"));

        Assert.Contains("out of order", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, await child.Ended);
    }

    [Fact]
    public async Task It_can_be_told_to_stop()
    {
        await using var child = Child.Start(Patient);
        await child.WaitForLine("ready");

        Assert.Equal(7, await child.Stop());
        Assert.Contains("told to stop", child.Lines.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_killed_though_it_is_frozen()
    {
        await using var child = Child.Start(Patient);
        await child.WaitForLine("ready");

        child.Freeze();
        await child.Kill();

        Assert.Equal(128 + 9, await child.Ended);
    }

    [Fact]
    public async Task What_it_is_told_while_frozen_reaches_it_when_it_thaws()
    {
        await using var child = Child.Start(Patient);
        await child.WaitForLine("ready");

        child.Freeze();
        var stopped = child.Stop();
        child.Thaw();

        Assert.Equal(7, await stopped);
    }

    [Fact]
    public async Task It_is_gone_when_it_is_disposed_of()
    {
        var child = Child.Start(Patient);
        await child.WaitForLine("ready");
        var id = child.Id;

        await child.DisposeAsync();

        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(id));
    }

    [Fact]
    public async Task It_dies_with_the_process_that_started_it()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv"), "Only setpriv ties a process to its parent.");

        var shown = await Child.Run(new ChildSettings("setpriv", "--dump"));

        Assert.Contains("Parent death signal: KILL", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_outlives_the_thread_that_started_it()
    {
        Child? child = null;
        var thread = new Thread(() => child = Child.Start(Patient));
        thread.Start();
        thread.Join();
        await using var started = child!;
        await started.WaitForLine("ready");

        Assert.Equal(7, await started.Stop());
    }

    [Fact]
    public async Task Of_a_talkative_one_the_newest_lines_are_kept()
    {
        await using var child = Child.Start(new ChildSettings("seq", "1", "10050"));
        await child.Ended;

        Assert.StartsWith("51\n", child.Lines.All, StringComparison.Ordinal);
        Assert.EndsWith("\n10050", child.Lines.All, StringComparison.Ordinal);
    }

    private static ChildSettings Shell(string script) => new("/bin/sh", "-c", script);
}
