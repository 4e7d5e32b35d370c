import type { JSX } from "preact";

/** Where the recordings come from and what is known of them. */
export function PageFooter(): JSX.Element {
  return (
    <footer class="page-footer">
      <p>
        Recordings: BasicMotions, from the UEA archive as shipped by aeon 1.6.0 (BSD-3-Clause). The data set names no
        units; its magnitudes are those of m/s² without gravity, and of rad/s. Vowels: JapaneseVowels, from the UCI
        archive in the same package. Heartbeats: record 208 of the MIT-BIH Arrhythmia Database (ODC-BY), as shipped by
        SciPy; beats are labelled by rule, not by a cardiologist.
      </p>
      <p>
        Keys: <kbd>←</kbd> and <kbd>→</kbd> go to another recording.
      </p>
    </footer>
  );
}
