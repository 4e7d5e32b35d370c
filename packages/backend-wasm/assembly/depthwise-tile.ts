// The depthwise half of a separable convolution, for a few output steps at a time.
//
// Inside, channels are ordered m·C + c: then each multiplier is a plain depthwise convolution whose lanes are
// neighbouring channels. Positions on the time axis are f64, exact for any stride and dilation that JavaScript counts.

/** First tap whose position `origin + j·dilation` is not negative. */
@inline
function firstTap(origin: f64, dilation: f64, kernelSize: i32): i32 {
  return <i32>min(max(ceil(-origin / dilation), 0), <f64>kernelSize);
}

/** One past the last tap whose position `origin + j·dilation` is before `steps`. */
@inline
function lastTap(origin: f64, dilation: f64, kernelSize: i32, steps: i32): i32 {
  return <i32>min(max(floor((<f64>(steps - 1) - origin) / dilation) + 1, 0), <f64>kernelSize);
}

/**
 * `h[t, m·C+c] = Σ_j D[m,j,c] · x[(first + t)·stride + j·dilation − padLeft, c]` for t from 0 to `count` − 1.
 *
 * x is one `[steps, channels]` of the batch, D is packed as `[M, K, C]`, rows of h are `rowBytes` apart. Taps outside the
 * input are skipped. Up to three floats past the end of a row of x and D are read, and written behind a row's channels:
 * there the next multiplier, or nothing, follows.
 */
export function depthwiseTile(
  x: usize, depthwise: usize, h: usize, rowBytes: usize, first: i32, count: i32, steps: i32, channels: i32,
  multiplier: i32, kernelSize: i32, stride: f64, dilation: f64, padLeft: f64,
): void {
  const channelBytes = <usize>channels << 2;
  const tapBytes = <usize>(dilation * <f64>channelBytes);
  const strideBytes = <usize>(stride * <f64>channelBytes);
  for (let m = 0; m < multiplier; m++) {
    for (let t = 0; t < count; ) {
      const origin = <f64>(first + t) * stride - padLeft;
      const lastPosition = origin + 3 * stride + <f64>(kernelSize - 1) * dilation;
      let rows = 1;
      let tap = 0;
      let end = kernelSize;
      if (t + 4 <= count && origin >= 0 && lastPosition < <f64>steps) rows = 4;
      else {
        tap = firstTap(origin, dilation, kernelSize);
        end = lastTap(origin, dilation, kernelSize, steps);
      }
      const taps = end - tap;
      const position = taps > 0 ? <usize>(origin + <f64>tap * dilation) : 0;
      const row = x + position * channelBytes;
      const filter = depthwise + <usize>tap * channelBytes;
      const target = h + <usize>t * rowBytes;
      for (let c: usize = 0; c < channelBytes; c += 16) {
        if (rows == 4) fourSteps(row + c, filter + c, target + c, rowBytes, taps, channelBytes, tapBytes, strideBytes);
        else oneStep(row + c, filter + c, target + c, taps, channelBytes, tapBytes);
      }
      t += rows;
    }
    depthwise += <usize>kernelSize * channelBytes;
    h += channelBytes;
  }
}

/** Four channels of one output step. */
@inline
function oneStep(x: usize, filter: usize, h: usize, taps: i32, channelBytes: usize, tapBytes: usize): void {
  let sum = f32x4.splat(0);
  for (; taps > 0; taps--) {
    sum = f32x4.add(f32x4.mul(v128.load(x), v128.load(filter)), sum);
    x += tapBytes;
    filter += channelBytes;
  }
  v128.store(h, sum);
}

/** Four channels of four neighbouring output steps, all of whose taps lie inside the input. */
@inline
function fourSteps(
  x: usize, filter: usize, h: usize, rowBytes: usize, taps: i32, channelBytes: usize, tapBytes: usize,
  strideBytes: usize,
): void {
  let x1 = x + strideBytes;
  let x2 = x1 + strideBytes;
  let x3 = x2 + strideBytes;
  let sum0 = f32x4.splat(0);
  let sum1 = sum0, sum2 = sum0, sum3 = sum0;
  for (; taps > 0; taps--) {
    const weight = v128.load(filter);
    filter += channelBytes;
    sum0 = f32x4.add(f32x4.mul(v128.load(x), weight), sum0);
    x += tapBytes;
    sum1 = f32x4.add(f32x4.mul(v128.load(x1), weight), sum1);
    x1 += tapBytes;
    sum2 = f32x4.add(f32x4.mul(v128.load(x2), weight), sum2);
    x2 += tapBytes;
    sum3 = f32x4.add(f32x4.mul(v128.load(x3), weight), sum3);
    x3 += tapBytes;
  }
  v128.store(h, sum0);
  v128.store(h + rowBytes, sum1);
  v128.store(h + rowBytes * 2, sum2);
  v128.store(h + rowBytes * 3, sum3);
}
