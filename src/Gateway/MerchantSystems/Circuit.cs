namespace Acp.Gateway.MerchantSystems;

/// <summary>
/// Spares shoppers the wait for a system that is out: after five failures in a row nobody is sent there for five seconds,
/// then one question finds out whether it is back.
/// </summary>
internal sealed class Circuit(TimeProvider clock)
{
    private const int Most = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock turn = new();
    private int failures;
    private bool isTrying;
    private long failedAt;

    /// <returns>False where it is not worth asking now. Who was told true must tell how it ended.</returns>
    public bool Enter()
    {
        lock (turn)
        {
            if (failures < Most)
            {
                return true;
            }

            if (isTrying || clock.GetElapsedTime(failedAt) < Pause)
            {
                return false;
            }

            return isTrying = true;
        }
    }

    /// <param name="isOut">Null where the question ended without telling anything about the system.</param>
    public void Leave(bool? isOut)
    {
        lock (turn)
        {
            isTrying = false;
            if (isOut == true)
            {
                (failures, failedAt) = (failures + 1, clock.GetTimestamp());
            }
            else if (isOut == false)
            {
                failures = 0;
            }
        }
    }
}
