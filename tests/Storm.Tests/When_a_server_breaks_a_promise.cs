namespace Acp.Storm.Tests;

/// <summary>A tool that cannot fail proves nothing: each promise is broken once, by a server that is otherwise sound.</summary>
public sealed class When_a_server_breaks_a_promise
{
    [Theory]
    [InlineData(Flaw.ChargesForEachKey, "many-keys", "was charged")]
    [InlineData(Flaw.OrdersForEachKey, "many-keys", "orders: order_1, order_10")]
    [InlineData(Flaw.ForgetsKeys, "one-key", "answered one key with different replies")]
    [InlineData(Flaw.FailsOnceCompleted, "many-keys", "500 internal_error after the storm has passed")]
    [InlineData(Flaw.FailsForGood, "many-keys", "500 internal_error after the storm has passed")]
    [InlineData(Flaw.NeverFinishes, "reminted", "has come to no end 0.4 s after the storm; its last answer was 409 payment_in_progress")]
    [InlineData(Flaw.RefusesToCompleteAgain, "many-keys", "but another complete got 409 invalid_state")]
    [InlineData(Flaw.ForgetsThatItCompleted, "many-keys", "has come to no end")]
    [InlineData(Flaw.ChargesNothing, "verbs", "but nothing was charged")]
    [InlineData(Flaw.ChargesTheOldTotal, "verbs", "was charged")]
    [InlineData(Flaw.CompletesWhatIsCanceled, "cancels --seed 4", "was canceled and completed")]
    [InlineData(Flaw.ChargesWhatIsCanceled, "cancels --seed 4", "is canceled, but ")]
    [InlineData(Flaw.CancelsByItself, "many-keys", "is canceled, and nobody canceled it")]
    public async Task The_storm_fails_and_names_the_violation(Flaw flaw, string mix, string violation)
    {
        await using var server = await TinyServer.Start(flaw);

        var (exit, output, errors) = await Storms.On(server, $"--mix {mix} --oracle {server.Address}");

        Assert.True(exit == StormTool.Violated, $"{exit}: {output}{errors}");
        Assert.Contains("verdict   violated", output, StringComparison.Ordinal);
        Assert.Contains(violation, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one-key")]
    [InlineData("many-keys")]
    [InlineData("reminted")]
    [InlineData("verbs")]
    [InlineData("sockets")]
    [InlineData("cancels")]
    [InlineData("all")]
    public async Task One_that_keeps_them_passes(string mix)
    {
        await using var server = await TinyServer.Start(Flaw.None);

        var (exit, output, errors) = await Storms.On(server, $"--mix {mix} --oracle {server.Address}");

        Assert.True(exit == StormTool.Holds, $"{exit}: {output}{errors}");
        Assert.Contains("0 not at an end", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_there_for_machines_too()
    {
        await using var server = await TinyServer.Start(Flaw.ChargesForEachKey);

        var (_, output, _) = await Storms.On(server, $"--json --oracle {server.Address}");

        using var report = System.Text.Json.JsonDocument.Parse(output);
        Assert.Equal("violated", report.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(3, report.RootElement.GetProperty("sessions").GetInt32());
        Assert.InRange(report.RootElement.GetProperty("violations").GetArrayLength(), 3, 6);
        Assert.True(report.RootElement.GetProperty("charges").GetInt32() > 3);
        Assert.Equal(3, report.RootElement.GetProperty("orders").GetInt32());
    }
}
